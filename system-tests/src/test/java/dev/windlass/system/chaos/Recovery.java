package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long it took from a fault's strike until the upgrade came further. The time in which it held because a person had asked for that
 * does not count.
 */
record Recovery(Fault fault, Duration time) {

    static Optional<Recovery> longest(Observed observed) {
        return observed.faults().stream()
                .filter(Fault::breaksSomething)
                .flatMap(fault -> of(fault, observed.ofThisUpgrade()).stream())
                .max(Comparator.comparing(Recovery::time));
    }

    private static Optional<Recovery> of(Fault fault, List<Event> events) {
        if (events.isEmpty() || fault.from().isBefore(events.getFirst().at())) {
            // Of the round before, on the same cluster.
            return Optional.empty();
        }
        return events.stream()
                .filter(StepEvents::progress)
                .map(Event::at)
                .filter(at -> at.isAfter(fault.from()))
                .findFirst()
                .map(at ->
                        new Recovery(fault, Duration.between(fault.from(), at).minus(held(events, fault.from(), at))));
    }

    private static Duration held(List<Event> events, Instant from, Instant to) {
        var held = Duration.ZERO;
        Instant since = null;
        for (var event : events) {
            if (StepEvents.is(event, "UpgradePaused")) {
                since = event.at();
            } else if (since != null && StepEvents.is(event, "UpgradeResumed")) {
                held = held.plus(overlap(since, event.at(), from, to));
                since = null;
            }
        }
        return held;
    }

    private static Duration overlap(Instant first, Instant last, Instant from, Instant to) {
        var begin = first.isAfter(from) ? first : from;
        var end = last.isBefore(to) ? last : to;
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }
}
