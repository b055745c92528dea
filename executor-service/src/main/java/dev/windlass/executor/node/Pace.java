package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How long to wait between two looks at a run: soon at first where it is usually quick, then 1 s growing to 3 s. Used by one run. */
final class Pace {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(3);

    private static final List<Duration> QUICK =
            List.of(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    private static final List<Duration> USUAL = List.of(Duration.ofMillis(400));

    private final Deque<Duration> first;
    private final Clockwork clockwork;
    private Duration next = SHORTEST;

    Pace(boolean soonAtFirst, Clockwork clockwork) {
        this.first = new ArrayDeque<>(soonAtFirst ? QUICK : USUAL);
        this.clockwork = clockwork;
    }

    void await() throws InterruptedException {
        if (!first.isEmpty()) {
            clockwork.sleep(first.removeFirst());
            return;
        }
        var now = next;
        var longer = next.multipliedBy(5).dividedBy(4);
        next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        clockwork.sleep(now);
    }

    /** Something came: look again soon. */
    void soon() {
        next = SHORTEST;
    }
}
