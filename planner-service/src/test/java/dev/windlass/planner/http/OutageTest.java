package dev.windlass.planner.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final AtomicReference<String> problem = new AtomicReference<>("");
    private final AtomicLong now = new AtomicLong(-5);
    private final Outage outage = new Outage(problem::get, Duration.ofNanos(15), now::get);

    private boolean lastsAfter(long nanos) {
        now.addAndGet(nanos);
        return outage.lasts();
    }

    @Test
    void shouldBearBrokersThatAreAwayForAShortTime() {
        assertThat(lastsAfter(100)).isFalse();
        problem.set("away");
        assertThat(lastsAfter(10)).isFalse();
        assertThat(lastsAfter(5)).isFalse();
        problem.set("");
        assertThat(lastsAfter(5)).isFalse();
        problem.set("away");
        assertThat(lastsAfter(15)).isFalse();
    }

    @Test
    void shouldTellWhenItLasts() {
        problem.set("away");
        assertThat(lastsAfter(15)).isFalse();
        assertThat(lastsAfter(1)).isTrue();
        problem.set("");
        assertThat(lastsAfter(1)).isFalse();
    }
}
