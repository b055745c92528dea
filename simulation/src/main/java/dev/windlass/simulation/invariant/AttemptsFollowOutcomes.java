package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * After a failure the next schedule of a step is a new attempt, for a node answers for an old one what it has answered before. After an
 * unknown outcome, a lease that ran out or a hand-over it is the same attempt, for what was begun may still go on. A person's word begins
 * anew.
 */
final class AttemptsFollowOutcomes implements Invariant {
    private record Ended(int attempt, boolean failed) {}

    private final Map<StepOf, Ended> ended = new HashMap<>();

    @Override
    public String name() {
        return "AttemptsFollowOutcomes";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        switch (record.event()) {
            case Event.StepFailed it -> ended.put(new StepOf(cluster, it.step()), new Ended(it.attempt(), true));
            case Event.StepUnknown it -> ended.put(new StepOf(cluster, it.step()), new Ended(it.attempt(), false));
            case Event.LeaseExpired it -> ended.put(new StepOf(cluster, it.step()), new Ended(it.attempt(), false));
            case Event.StepHandedOver it -> ended.put(new StepOf(cluster, it.step()), new Ended(it.attempt(), false));
            case Event.UpgradeAccepted it -> forget(cluster);
            case Event.UpgradeRetried it -> forget(cluster);
            case Event.UpgradeResumed it -> forget(cluster);
            case Event.StepScheduled it -> {
                var before =
                        ended.remove(new StepOf(cluster, it.assignment().step().id()));
                return before == null
                        ? Optional.empty()
                        : follows(
                                before,
                                it.assignment().step().words(),
                                it.assignment().attempt());
            }
            default -> {}
        }
        return Optional.empty();
    }

    private void forget(WatchedCluster cluster) {
        ended.keySet().removeIf(key -> key.cluster().equals(cluster));
    }

    private static Optional<String> follows(Ended before, String words, int attempt) {
        if (before.failed() && attempt <= before.attempt()) {
            return Optional.of(
                    "%s: attempt %d failed, and attempt %d follows".formatted(words, before.attempt(), attempt));
        }
        return before.failed() || attempt == before.attempt()
                ? Optional.empty()
                : Optional.of("%s: nobody knows what became of attempt %d, and attempt %d follows"
                        .formatted(words, before.attempt(), attempt));
    }
}
