package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulator.world.Occurrence;
import java.util.Optional;

/** S6: no step of an upgrade begins after its end, or after it has itself succeeded; and nothing but a person opens an upgrade again. */
final class NothingAfterTheEnd implements Invariant {
    @Override
    public String name() {
        return "S6 NothingAfterTheEnd";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
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
        return upgrade.succeeded(asked.get().step())
                ? Optional.of("%s began on %s although it had succeeded".formatted(began.run(), began.node()))
                : Optional.empty();
    }
}
