package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulation.invariant.Promises;
import java.util.stream.Stream;

/** L7: where nothing goes wrong, upgrades record few events: what is tried again and again without a word would be seen by that. */
final class NoSilentRetries {
    private NoSilentRetries() {}

    /** Of a world without any fault. */
    static void atTheEnd(Places places, Promises promises) {
        var events = all(places).count();
        var most = all(places).mapToLong(NoSilentRetries::allowed).sum();
        if (events > most) {
            promises.broken("L7 NoSilentRetries", "%d events without any fault, at most %d".formatted(events, most));
        }
    }

    private static Stream<EventRecord> all(Places places) {
        return places.all().stream().flatMap(place -> place.watched().history().events().stream());
    }

    private static long allowed(EventRecord event) {
        return switch (event.event()) {
            case Event.PlanMade made -> 5L * made.plan().steps().size() + 30;
            case Event.StepProgressed progressed -> 1;
            case Event.RequestRefused refused -> 1;
            default -> 0;
        };
    }
}
