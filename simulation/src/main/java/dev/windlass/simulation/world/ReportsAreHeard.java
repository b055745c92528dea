package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Report;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * L3: once everything is healed, what an actor says of a step has its event soon, one for each time that it stands in the log. A refusal is
 * one too. Signs of life are left out: a late one has none.
 */
final class ReportsAreHeard {
    /** A planner that takes the partition over reads it first. */
    private static final Duration LONGEST = Action.LEASE.plusSeconds(30);

    private final VirtualTime time;
    private final Promises promises;
    /** When each report of a try came into the log that has no event yet, oldest first. */
    private final Map<Try, Deque<Duration>> unheard = new HashMap<>();

    ReportsAreHeard(VirtualTime time, Promises promises) {
        this.time = time;
        this.promises = promises;
    }

    /** It is in the log. */
    void reported(Report report) {
        if (!(report.said() instanceof Report.Said.Progressed)) {
            unheard.computeIfAbsent(Try.of(report), any -> new ArrayDeque<>()).add(time.elapsed());
        }
    }

    void recorded(EventRecord record) {
        if (!answers(record.event())) {
            return;
        }
        Try.of(record).ifPresent(about -> {
            var waiting = unheard.get(about);
            if (waiting != null) {
                waiting.poll();
                if (waiting.isEmpty()) {
                    unheard.remove(about);
                }
            }
        });
    }

    /** From now on, to the world's end: everything is healed. */
    void watch() {
        var healed = time.elapsed();
        NowAndThen.look(
                time,
                () -> unheard.forEach((about, waiting) -> {
                    var first = waiting.getFirst();
                    var since = first.compareTo(healed) > 0 ? first : healed;
                    if (time.elapsed().minus(since).compareTo(LONGEST) > 0) {
                        promises.broken(
                                "L3 ReportsAreHeard",
                                "a report of %s with token %d of %s waits for more than %s"
                                        .formatted(about.step(), about.token(), about.upgrade(), LONGEST));
                    }
                }));
    }

    /** The world does not end before all that was said has been heard, or should have been. */
    void atTheEnd(BooleanSupplier broken) {
        time.runUntil(() -> broken.getAsBoolean() || unheard.isEmpty(), LONGEST.plus(NowAndThen.EVERY.multipliedBy(2)));
    }

    private static boolean answers(Event event) {
        return switch (event) {
            case Event.StepStarted e -> true;
            case Event.StepHandedOver e -> true;
            case Event.StepSucceeded e -> true;
            case Event.NodeValidated e -> true;
            case Event.StepFailed e -> true;
            case Event.StepUnknown e -> true;
            case Event.ReportRefused e -> true;
            default -> false;
        };
    }
}
