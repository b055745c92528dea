package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.Deadlines;
import dev.windlass.core.upgrade.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An outcome is recorded only when an actor has reported it of that very attempt, with its token; an attempt fails without a report only
 * when its time is over, or when a person held the inspection or asked for a rollback. A success that lacks what a drain, a restart of the
 * kubelet or an inspection was to find out is recorded as a failure.
 */
final class OutcomesWereReported implements Invariant {
    private enum Kind {
        SUCCEEDED,
        /** It does not say what the step was to find out. */
        SUCCEEDED_IN_VAIN,
        FAILED,
        UNKNOWN
    }

    private record Attempt(String cluster, String upgrade, String step, int attempt) {}

    private record Said(Attempt attempt, long token, Kind kind) {}

    private final Set<Said> said = new HashSet<>();
    private final Map<Attempt, Instant> begun = new HashMap<>();
    private final Set<WatchedCluster> goingBack = new HashSet<>();

    @Override
    public Optional<String> reported(WatchedCluster cluster, Report report) {
        if (report.said() instanceof Report.Said.Ended ended) {
            var attempt = new Attempt(
                    report.cluster().text(),
                    report.upgrade().toString(),
                    report.step().toString(),
                    report.attempt());
            var action = cluster.history()
                    .upgrade()
                    .filter(upgrade -> upgrade.id().equals(report.upgrade()))
                    .flatMap(upgrade -> upgrade.step(report.step()))
                    .map(state -> state.step().action());
            said.add(new Said(attempt, report.token(), kind(ended.outcome(), action)));
        }
        return Optional.empty();
    }

    private static Kind kind(Outcome outcome, Optional<Action> action) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                action.filter(it -> !isFound(it, succeeded.finding())).isPresent()
                        ? Kind.SUCCEEDED_IN_VAIN
                        : Kind.SUCCEEDED;
            case Outcome.Failed f -> Kind.FAILED;
            case Outcome.Unknown u -> Kind.UNKNOWN;
        };
    }

    private static boolean isFound(Action action, Finding finding) {
        return switch (action) {
            case INSPECT_CLUSTER -> finding instanceof Finding.ClusterSeen;
            case INSPECT_NODE -> finding instanceof Finding.NodeSeen;
            case DRAIN -> finding instanceof Finding.Drained;
            case RESTART_KUBELET -> finding instanceof Finding.KubeletStarted;
            default -> true;
        };
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        return switch (record.event()) {
            case Event.StepStarted started -> {
                begun.putIfAbsent(attempt(record, started.step().toString(), started.attempt()), record.at());
                yield Optional.empty();
            }
            case Event.StepSucceeded succeeded ->
                reported(
                        attempt(record, succeeded.step().toString(), succeeded.attempt()),
                        succeeded.token(),
                        Kind.SUCCEEDED);
            case Event.NodeValidated validated ->
                reported(
                        attempt(record, validated.step().toString(), validated.attempt()),
                        validated.token(),
                        Kind.SUCCEEDED);
            case Event.StepUnknown unknown ->
                reported(attempt(record, unknown.step().toString(), unknown.attempt()), unknown.token(), Kind.UNKNOWN);
            case Event.StepFailed failed -> failed(cluster, record, failed);
            case Event.RollbackRequested requested -> {
                goingBack.add(cluster);
                yield Optional.empty();
            }
            // The request for a rollback is answered: by one, or by an end without one.
            case Event.RollbackStarted e -> answered(cluster);
            case Event.UpgradeHalted e -> answered(cluster);
            case Event.UpgradeCancelled e -> answered(cluster);
            case Event.UpgradeAccepted e -> answered(cluster);
            default -> Optional.empty();
        };
    }

    private Optional<String> answered(WatchedCluster cluster) {
        goingBack.remove(cluster);
        return Optional.empty();
    }

    private static Attempt attempt(EventRecord record, String step, int attempt) {
        return new Attempt(
                record.cluster().text(), record.upgrade().map(Object::toString).orElse(""), step, attempt);
    }

    private Optional<String> reported(Attempt attempt, long token, Kind kind) {
        return said.contains(new Said(attempt, token, kind))
                ? Optional.empty()
                : Optional.of("%s with token %d is %s, and nobody has said so".formatted(attempt, token, kind));
    }

    private Optional<String> failed(WatchedCluster cluster, EventRecord record, Event.StepFailed failed) {
        var attempt = attempt(record, failed.step().toString(), failed.attempt());
        if (said.contains(new Said(attempt, failed.token(), Kind.SUCCEEDED_IN_VAIN)) || isLeft(cluster)) {
            // Without what it was to find out the next step can't be; or a person does not want it any more.
            return Optional.empty();
        }
        return isOver(cluster, record, failed) ? Optional.empty() : reported(attempt, failed.token(), Kind.FAILED);
    }

    private boolean isLeft(WatchedCluster cluster) {
        return goingBack.contains(cluster)
                || cluster.history()
                        .upgrade()
                        .filter(upgrade -> upgrade.plan().isEmpty() && upgrade.status() != Status.INSPECTING)
                        .isPresent();
    }

    private boolean isOver(WatchedCluster cluster, EventRecord record, Event.StepFailed failed) {
        var since = begun.get(attempt(record, failed.step().toString(), failed.attempt()));
        var upgrade = cluster.history().upgrade();
        if (since == null || upgrade.isEmpty()) {
            return false;
        }
        var policy = upgrade.get().request().policy();
        return upgrade.get()
                .step(failed.step())
                .map(step -> since.plus(Deadlines.actors(step.step().action(), policy)))
                .filter(deadline -> !record.at().isBefore(deadline))
                .isPresent();
    }
}
