package dev.windlass.simulation.coverage;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Recovery;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulation.scenario.FaultKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one run reached. Used by its one thread. */
public final class Reached {
    private final Map<Sometimes, Long> sometimes = new EnumMap<>(Sometimes.class);
    private final Map<FaultKind, Long> struck = new EnumMap<>(FaultKind.class);
    private final SortedMap<String, Long> transitions = new TreeMap<>();
    /** Whose last outcome nobody knew. */
    private final Set<Unknown> unknowns = new HashSet<>();

    private record Unknown(ClusterName cluster, StepId step) {}

    public void saw(Sometimes what) {
        sometimes.merge(what, 1L, Long::sum);
    }

    /** A fault of this kind has struck something. */
    public void struck(FaultKind kind) {
        struck.merge(kind, 1L, Long::sum);
    }

    /** The names of all that {@link #sometimes} counts. */
    public static List<String> expected() {
        return Stream.concat(
                        Arrays.stream(Sometimes.values()).map(Sometimes::words),
                        Arrays.stream(FaultKind.values()).map(Reached::words))
                .toList();
    }

    private static String words(FaultKind kind) {
        return "a fault struck: " + kind.words();
    }

    /** An event led from one state to another. */
    public void recorded(ClusterState before, ClusterState after, EventRecord event) {
        var from = before.standing().map(upgrade -> upgrade.status());
        var to = after.standing().map(upgrade -> upgrade.status());
        var another = !before.standing()
                .map(upgrade -> upgrade.id())
                .equals(after.standing().map(upgrade -> upgrade.id()));
        if (to.isPresent() && (another || !from.equals(to))) {
            transitions.merge(new Transition(from, to.get()).text(), 1L, Long::sum);
        }
        switch (event.event()) {
            case Event.StepScheduled scheduled -> scheduled(before, event.cluster(), scheduled);
            case Event.StepUnknown unknown -> {
                saw(Sometimes.OUTCOME_UNKNOWN);
                unknowns.add(new Unknown(event.cluster(), unknown.step()));
            }
            case Event.LeaseExpired expired -> saw(Sometimes.LEASE_EXPIRED);
            case Event.StepHandedOver handedOver -> saw(Sometimes.HANDED_OVER);
            case Event.ReportRefused refused -> {
                if (from.map(Status::ended).orElse(false)) {
                    saw(Sometimes.REPORT_AFTER_END);
                }
            }
            case Event.StepFailed failed -> failed(before, failed);
            case Event.RollbackStarted started -> {
                if (!started.rollback()) {
                    saw(Sometimes.RELEASED);
                }
            }
            case Event.UpgradeHalted halted -> {
                if (from.equals(Optional.of(Status.ROLLING_BACK))
                        && before.upgrade()
                                .flatMap(Upgrade::recovery)
                                .filter(Recovery::rollback)
                                .isPresent()) {
                    saw(Sometimes.ROLLBACK_FAILED);
                }
            }
            case Event.UpgradeRolledBack back -> saw(Sometimes.ROLLED_BACK);
            case Event.UpgradeRetried retried -> saw(Sometimes.RETRIED);
            default -> {}
        }
    }

    private void scheduled(ClusterState before, ClusterName cluster, Event.StepScheduled scheduled) {
        var assignment = scheduled.assignment();
        var former = before.upgrade()
                .flatMap(upgrade -> upgrade.step(assignment.step().id()));
        var unknown = unknowns.remove(new Unknown(cluster, assignment.step().id()));
        if (unknown && former.isPresent() && former.get().attempt() == assignment.attempt()) {
            saw(Sometimes.ATTACHED_AGAIN);
        }
        if (assignment.step().action().attempts() > 1
                && former.map(step -> step.failures() + 1).orElse(1)
                        >= assignment.step().action().attempts()) {
            saw(Sometimes.LAST_ATTEMPT);
        }
        if (assignment.step().action() == Action.RESTORE_NODE) {
            saw(Sometimes.RESTORED);
        }
    }

    private void failed(ClusterState before, Event.StepFailed failed) {
        if (failed.retryAt().isEmpty()) {
            before.upgrade()
                    .flatMap(upgrade -> upgrade.step(failed.step()))
                    .map(step -> step.step().action())
                    .ifPresent(action -> {
                        if (action == Action.VALIDATE_NODE) {
                            saw(Sometimes.GATE_FAILED);
                        } else if (action == Action.DRAIN) {
                            saw(Sometimes.DRAIN_FAILED);
                        }
                    });
        }
    }

    public SortedMap<String, Long> sometimes() {
        var all = new TreeMap<String, Long>();
        sometimes.forEach((what, times) -> all.put(what.words(), times));
        struck.forEach((kind, times) -> all.put(words(kind), times));
        return all;
    }

    public SortedMap<String, Long> transitions() {
        return transitions;
    }
}
