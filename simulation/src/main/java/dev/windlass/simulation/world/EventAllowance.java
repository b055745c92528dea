package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;

/** How many events upgrades without trouble may record (L7). */
final class EventAllowance {
    private EventAllowance() {}

    static long of(Places places) {
        return places.all().stream()
                .flatMap(place -> place.watched().history().events().stream())
                .mapToLong(EventAllowance::of)
                .sum();
    }

    private static long of(EventRecord event) {
        return switch (event.event()) {
            case Event.PlanMade made -> 5L * made.plan().steps().size() + 30;
            case Event.StepProgressed progressed -> 1;
            case Event.RequestRefused refused -> 1;
            default -> 0;
        };
    }
}
