package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A PodDisruptionBudget with its accounting.
 *
 * @param minAvailable or {@code maxUnavailable}: one of the two is there
 * @param disrupted pods whose eviction is booked and that are not gone yet, by name
 */
public record Budget(
        Meta meta,
        SortedMap<String, String> selector,
        OptionalInt minAvailable,
        OptionalInt maxUnavailable,
        int allowed,
        int healthy,
        int desired,
        int expected,
        SortedMap<String, Instant> disrupted,
        long observedGeneration)
        implements Resource {
    public Budget {
        selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
        disrupted = Collections.unmodifiableSortedMap(new TreeMap<>(disrupted));
    }

    @Override
    public Budget withMeta(Meta changed) {
        return new Budget(
                changed,
                selector,
                minAvailable,
                maxUnavailable,
                allowed,
                healthy,
                desired,
                expected,
                disrupted,
                observedGeneration);
    }

    @Override
    public Kind kind() {
        return Kind.POD_DISRUPTION_BUDGET;
    }

    boolean covers(Pod pod) {
        return meta.namespace().equals(pod.meta().namespace())
                && !selector.isEmpty()
                && pod.meta().labels().entrySet().containsAll(selector.entrySet());
    }

    Budget requiring(OptionalInt min, OptionalInt max) {
        return new Budget(
                meta.nextGeneration(),
                selector,
                min,
                max,
                allowed,
                healthy,
                desired,
                expected,
                disrupted,
                observedGeneration);
    }

    Budget accounted(int nowAllowed, int nowHealthy, int nowDesired, int nowExpected, SortedMap<String, Instant> left) {
        return new Budget(
                meta,
                selector,
                minAvailable,
                maxUnavailable,
                nowAllowed,
                nowHealthy,
                nowDesired,
                nowExpected,
                left,
                meta.generation());
    }
}
