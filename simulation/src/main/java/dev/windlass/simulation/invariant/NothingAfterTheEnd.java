package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.request.RequestId;
import dev.windlass.simulator.world.Occurrence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * S6: no step of an upgrade begins after its end, or after it has itself succeeded; and a request that comes a second time begins
 * nothing, also long after.
 */
final class NothingAfterTheEnd implements Invariant {
    private record Begun(WatchedCluster cluster, RequestId request) {}

    private final Set<Begun> begun = new HashSet<>();

    @Override
    public String name() {
        return "S6 NothingAfterTheEnd";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        if (event.event() instanceof Event.UpgradeAccepted accepted) {
            var request = accepted.request().id();
            return begun.add(new Begun(cluster, request))
                    ? Optional.empty()
                    : Optional.of("request %s began an upgrade for the second time".formatted(request));
        }
        var upgrade = cluster.history().upgrade();
        return event.event() instanceof Event.StepScheduled scheduled
                        && upgrade.isPresent()
                        && upgrade.get().ended()
                ? Optional.of("%s was scheduled although the upgrade is %s"
                        .formatted(
                                scheduled.assignment().step().words(),
                                upgrade.get().status().words()))
                : Optional.empty();
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        if (!(what instanceof Occurrence.VerbBegan began)) {
            return Optional.empty();
        }
        var asked = cluster.history().run(began.run());
        var newest = cluster.history().upgrade();
        if (asked.isEmpty() || newest.isEmpty()) {
            return Optional.empty();
        }
        var upgrade = newest.get();
        if (!asked.get().upgrade().id().equals(upgrade.id())) {
            return Optional.of("%s began on %s, but its upgrade is not the newest, %s"
                    .formatted(began.run(), began.node(), upgrade.id()));
        }
        if (upgrade.ended()) {
            return Optional.of("%s began on %s although the upgrade is %s"
                    .formatted(began.run(), began.node(), upgrade.status().words()));
        }
        return History.hasSucceeded(upgrade, asked.get().step())
                ? Optional.of("%s began on %s although it had succeeded".formatted(began.run(), began.node()))
                : Optional.empty();
    }
}
