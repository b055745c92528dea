package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** S14: a cluster has one active upgrade at most. */
final class OneActiveUpgrade implements Invariant {
    private final Map<WatchedCluster, UpgradeId> active = new IdentityHashMap<>();

    @Override
    public String name() {
        return "S14 OneActiveUpgrade";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        var before = Optional.ofNullable(active.get(cluster));
        var upgrade = cluster.history().upgrade();
        upgrade.filter(now -> !now.ended())
                .ifPresentOrElse(now -> active.put(cluster, now.id()), () -> active.remove(cluster));
        return event.event() instanceof Event.UpgradeAccepted && before.isPresent()
                ? Optional.of("%s was accepted while %s was active".formatted(event.upgrade(), before.get()))
                : Optional.empty();
    }
}
