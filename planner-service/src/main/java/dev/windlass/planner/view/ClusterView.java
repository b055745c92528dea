package dev.windlass.planner.view;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.report.Failure;
import dev.windlass.core.request.Policy;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Situation;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.core.upgrade.Upgrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a cluster is, as JSON. {@code status} is "none" or the status, in lower case with hyphens, of the upgrade that the cluster
 * stands at, which a plan or a refused request does not replace; {@code ended} says whether nothing more happens by itself; {@code headline}, {@code waits} and {@code next} are for people, {@code next} as
 * commands; {@code sequence} is the number of the newest event in it. {@code problem}: why the planner can't go on with this cluster;
 * {@code stale}: no broker answers it, so that all this may have changed since.
 *
 * @param labels from the configuration
 * @param problem why the planner can't go on with it, in words; empty nearly always
 * @param stale whether this is from before the brokers went away
 */
public record ClusterView(ClusterState state, Map<String, String> labels, String problem, boolean stale) {
    public static ClusterView of(
            ClusterName name, Optional<ClusterState> state, Map<String, String> labels, String problem, boolean stale) {
        return new ClusterView(state.orElseGet(() -> ClusterState.empty(name)), labels, problem, stale);
    }

    /** One line of a list. */
    public Fields summary(Instant now) {
        var fields = head(now);
        state.standing().ifPresent(upgrade -> {
            fields.putText("upgrade", upgrade.id())
                    .putText("target", upgrade.request().target());
            progress(fields, upgrade);
        });
        return fields;
    }

    /** Everything. */
    public Fields full(Instant now) {
        var situation = Situation.of(state, now);
        var waits = new ArrayList<>(situation.waits());
        if (!problem.isEmpty()) {
            waits.addFirst("the planner can't go on with this cluster: " + problem);
        }
        var fields = head(now).putAll("waits", waits).putAll("next", situation.next());
        state.standing().ifPresent(upgrade -> {
            fields.put("upgrade", upgrade(upgrade));
            fields.putAll(
                    "current",
                    upgrade.inFlight().stream().map(ClusterView::step).toList());
            lastFailure(upgrade).ifPresent(failed -> fields.put("lastFailure", failed));
            fields.putAll("nodes", NodeRows.of(upgrade));
        });
        return fields;
    }

    private Fields head(Instant now) {
        return new Fields()
                .putText("cluster", state.cluster())
                .putAll("labels", new java.util.TreeMap<>(labels))
                .put("sequence", state.sequence())
                .put("at", now)
                .put(
                        "status",
                        state.standing()
                                .map(upgrade -> Fields.text(upgrade.status()))
                                .orElse("none"))
                .put("ended", state.active().isEmpty())
                .put("headline", Situation.of(state, now).headline())
                .put("problem", problem)
                .put("stale", stale);
    }

    private static Fields upgrade(Upgrade upgrade) {
        var request = upgrade.request();
        var fields = new Fields()
                .putText("id", upgrade.id())
                .putText("target", request.target())
                .put("status", upgrade.status())
                .put("statusSince", upgrade.statusSince())
                .put("acceptedAt", upgrade.acceptedAt())
                .putText("request", request.id())
                .put("requestedBy", request.requestedBy())
                .put("reason", request.reason())
                .put("planOnly", request.planOnly())
                .put("policy", policy(request.policy()))
                .putIf("planDigest", upgrade.plan().map(plan -> plan.digest()))
                .put("end", upgrade.end())
                .putAll("cordoned", upgrade.cordoned());
        progress(fields, upgrade);
        return fields;
    }

    private static void progress(Fields fields, Upgrade upgrade) {
        upgrade.plan()
                .ifPresent(plan -> fields.put(
                                "stepsDone",
                                plan.steps().stream().filter(upgrade::succeeded).count())
                        .put("steps", plan.steps().size()));
    }

    private static Fields policy(Policy policy) {
        return new Fields()
                .put("drainDeadlineSeconds", policy.drainDeadline().toSeconds())
                .put("stableForSeconds", policy.stableFor().toSeconds())
                .put("deleteEmptyDirData", policy.deleteEmptyDirData())
                .put("deleteUnmanagedPods", policy.deleteUnmanagedPods());
    }

    private static Fields step(StepState step) {
        var fields = new Fields()
                .putText("step", step.step().id())
                .put("words", step.step().words())
                .put("action", step.step().action())
                .putIf("node", step.step().node())
                .put("attempt", step.attempt())
                .put("token", step.token())
                .put("since", NodeRows.since(step))
                .put("note", NodeRows.note(step));
        return switch (step.progress()) {
            case Progress.Started started ->
                fields.put("state", "working").put("by", started.by()).put("deadline", started.deadline());
            case Progress.Waiting waiting ->
                fields.put("state", "waiting").put("until", waiting.until()).put("sameAttempt", waiting.sameAttempt());
            default -> fields.put("state", "scheduled");
        };
    }

    private static Optional<Fields> lastFailure(Upgrade upgrade) {
        return List.copyOf(upgrade.steps().values()).stream()
                .filter(step -> failure(step).isPresent())
                .reduce((first, second) -> NodeRows.since(second).isBefore(NodeRows.since(first)) ? first : second)
                .flatMap(step -> failure(step).map(failure -> failed(step, failure)));
    }

    private static Optional<Failure> failure(StepState step) {
        return switch (step.progress()) {
            case Progress.Waiting waiting -> Optional.of(waiting.why());
            case Progress.Failed failed -> Optional.of(failed.failure());
            default -> Optional.empty();
        };
    }

    private static Fields failed(StepState step, Failure failure) {
        return new Fields()
                .putText("step", step.step().id())
                .put("words", step.step().words())
                .putIf("node", step.step().node())
                .put("attempt", step.attempt())
                .put("at", NodeRows.since(step))
                .put("kind", failure.kind())
                .put("message", failure.message())
                .put("hint", failure.hint())
                .put("retryable", failure.retryable());
    }
}
