package dev.windlass.clockwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private final Clockwork clockwork = Clockwork.system();

    @Test
    void whoWaitsLooksAgainWhenItRings() throws Exception {
        var value = new AtomicInteger();
        var bell = new Bell(clockwork);
        var seen = Futures.supply(clockwork, "waiter", () -> bell.await(() -> value.get() == 2, LONG));
        value.set(1);
        bell.ring();
        value.set(2);
        bell.ring();
        assertThat(Futures.get(clockwork, seen, LONG)).isTrue();
    }

    @Test
    void timeEndsAWait() throws Exception {
        var begun = clockwork.nanoTime();
        assertThat(new Latch(clockwork).await(SHORT)).isFalse();
        assertThat(clockwork.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        var sleeper = clockwork.worker("sleeper", () -> {
            try {
                clockwork.sleep(LONG);
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        sleeper.start();
        sleeper.interrupt();
        assertThat(Futures.get(clockwork, ended, LONG)).isTrue();
    }

    @Test
    void whatRepeatsEndsWhenItIsClosed() throws Exception {
        var turns = new AtomicInteger();
        var three = new Latch(clockwork);
        var repeating = clockwork.every(Duration.ofMillis(1), "repeating", () -> {
            if (turns.incrementAndGet() == 3) {
                three.open();
            }
        });
        assertThat(three.await(LONG)).isTrue();
        repeating.close();
    }

    @Test
    void aFutureThatIsLateIsATimeoutAndOneThatFailsSaysWhy() {
        assertThatThrownBy(() -> Futures.get(clockwork, new CompletableFuture<>(), SHORT))
                .isInstanceOf(TimeoutException.class);
        var broken = Futures.supply(clockwork, "broken", () -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> Futures.get(clockwork, broken, LONG))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no");
    }
}
