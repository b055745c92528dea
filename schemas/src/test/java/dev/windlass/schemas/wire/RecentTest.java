package dev.windlass.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Recent<Object, byte[]> recent = Recent.ofFew(value -> {
        made.incrementAndGet();
        return new byte[100];
    });

    /** A full collection is over when this returns. */
    private static void collect(WeakReference<?> gone) {
        while (!gone.refersTo(null)) {
            System.gc();
        }
    }

    private List<Object> values(int count) {
        var values = new ArrayList<>();
        for (var number = 0; number < count; number++) {
            var value = new Object();
            values.add(value);
            recent.of(value);
        }
        return values;
    }

    /** In a method of its own, so that no frame holds them. */
    private WeakReference<Object> takeAndLeave(int count) {
        var values = values(count);
        return new WeakReference<>(values.getLast());
    }

    @Test
    void shouldMakeNothingTwiceOfWhatLives() {
        var value = new Object();
        var first = recent.of(value);
        var others = values(10);
        assertThat(recent.of(value)).isSameAs(first);
        assertThat(made).hasValue(11);
        Reference.reachabilityFence(others);
    }

    @Test
    void shouldForgetWhatIsGoneWhileOthersCome() {
        collect(takeAndLeave(3_000));
        var live = values(40);
        assertThat(recent.kept()).isBetween(30, 40);
        Reference.reachabilityFence(live);
    }

    @Test
    void shouldNotGrowWithTheNumberThatCameAndWent() {
        var many = new Recent<Object, byte[]>(value -> new byte[100]);
        for (var round = 0; round < 10; round++) {
            var gone = new WeakReference<>(new Object());
            for (var number = 0; number < 300; number++) {
                many.of(new Object());
            }
            collect(gone);
        }
        var live = new Object();
        for (var number = 0; number < 256; number++) {
            many.of(new Object());
        }
        many.of(live);
        assertThat(many.kept()).isLessThanOrEqualTo(257);
        Reference.reachabilityFence(live);
    }
}
