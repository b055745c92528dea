package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.Status;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.coverage.Sometimes;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Trigger;
import dev.windlass.simulator.world.Occurrence;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Sees the rare paths that only the world as a whole knows. */
final class RarePaths {
    private final Reached reached;
    private final Places places;
    private final Set<String> runs = new HashSet<>();

    RarePaths(Reached reached, Places places) {
        this.reached = reached;
        this.places = places;
    }

    void recorded(EventRecord event) {
        if (event.event() instanceof Event.UpgradeAccepted) {
            var active = places.all().stream()
                    .filter(place -> SimulatedWorld.newest(place)
                            .filter(upgrade -> !upgrade.ended())
                            .isPresent())
                    .count();
            if (active > 1) {
                reached.saw(Sometimes.TWO_CLUSTERS);
            }
        }
    }

    void happened(Occurrence what) {
        switch (what) {
            case Occurrence.TokenRefused refused -> reached.saw(Sometimes.FENCED);
            case Occurrence.VerbBegan began -> runs.add(began.run());
            case Occurrence.VerbEnded ended -> runs.remove(ended.run());
            case Occurrence.VerbLost lost -> {
                runs.remove(lost.run());
                reached.saw(Sometimes.VERB_LOST);
            }
            default -> {}
        }
    }

    /** The world ends. */
    void ended() {
        if (places.all().stream().anyMatch(place -> place.watched().truth().lateEvictions() > 0)) {
            reached.saw(Sometimes.EVICTED_TOO_LATE);
        }
    }

    /** What has come about if this fault strikes something now. */
    Set<Sometimes> before(Fault fault, String tripped) {
        var whom = fault.what().isEmpty() ? tripped : fault.what();
        return switch (fault.kind()) {
            case KILL -> killed(whom, fault.trigger(), tripped);
            case REBALANCE, JOIN -> rebalanced();
            default -> Set.of();
        };
    }

    private Set<Sometimes> rebalanced() {
        var paths = EnumSet.noneOf(Sometimes.class);
        if (inFlight(Action.DRAIN)) {
            paths.add(Sometimes.REBALANCED_IN_DRAIN);
        }
        if (places.all().stream().anyMatch(place -> SimulatedWorld.is(place, Status.ROLLING_BACK))) {
            paths.add(Sometimes.ROLLBACK_IN_REBALANCE);
        }
        return paths;
    }

    private Set<Sometimes> killed(String whom, Trigger trigger, String tripped) {
        var paths = EnumSet.noneOf(Sometimes.class);
        var itself = whom.equals(tripped) && trigger instanceof Trigger.Passing;
        var point = trigger instanceof Trigger.Passing passing ? passing.point() : "";
        if (itself
                && whom.startsWith("planner")
                && (point.equals("log.send.after") || point.equals("log.commit.before"))) {
            paths.add(Sometimes.PLANNER_KILLED_IN_APPEND);
        }
        if (whom.startsWith("executor") && !runs.isEmpty()) {
            paths.add(Sometimes.EXECUTOR_KILLED_AT_WORK);
            if (itself && point.equals("ssh.after")) {
                paths.add(Sometimes.KILLED_AFTER_EFFECT);
            }
        }
        if (itself && whom.startsWith("executor") && point.equals("api.write.after")) {
            paths.add(Sometimes.KILLED_AFTER_EFFECT);
        }
        return paths;
    }

    private boolean inFlight(Action action) {
        return places.all().stream()
                .flatMap(place -> SimulatedWorld.newest(place).stream())
                .flatMap(upgrade -> upgrade.inFlight().stream())
                .anyMatch(step -> step.step().action() == action);
    }
}
