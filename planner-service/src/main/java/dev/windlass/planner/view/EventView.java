package dev.windlass.planner.view;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.Finding;
import dev.windlass.core.request.RequestId;
import dev.windlass.runtime.events.StepRef;
import java.util.Optional;

/**
 * An event record as one flat JSON object. Server-sent events, pages of events and {@code windlass events -o jsonl} all show this.
 *
 * <p>Every event has
 *
 * <ul>
 *   <li>{@code cluster}, {@code sequence} (from 1, without gaps for each cluster), {@code at} (the planner's clock, RFC 3339, UTC),
 *       {@code type} (the name of a class inside {@link Event}, also the end of the record's {@code ce_type} header),
 *   <li>{@code words}: what happened, for people. It may change; programs read the other fields.
 *   <li>{@code upgrade}: which one it is about, where it is about one.
 * </ul>
 *
 * <p>An event about a step has {@code step}, {@code attempt}, {@code token}, and {@code node}, {@code action}, {@code phase},
 * {@code hop} of that step ({@code node} is absent where the step is for the whole cluster; all four are absent when reading began
 * in the middle of an upgrade that is not the newest one). Others that many have: {@code request}, {@code by} (who said or asked
 * it), {@code reason}, {@code hint} (the next move), {@code retryAt}. Fields that are empty are absent. What an event has beside
 * these is the component of its class in {@link Event} with the same name; a failure is flattened into {@code kind},
 * {@code message}, {@code hint} and {@code retryable}.
 *
 * <p>A record that this version can't read is shown with {@code type} "Unreadable", {@code cluster}, {@code reason}, and without
 * {@code sequence}.
 */
public final class EventView {
    private EventView() {}

    /** @param step what {@link StepNames} says of this record */
    public static Fields of(EventRecord record, Optional<Step> step) {
        var fields = new Fields()
                .putText("cluster", record.cluster())
                .put("sequence", record.sequence())
                .put("at", record.at())
                .put("type", record.event().getClass().getSimpleName())
                .putIf("upgrade", record.upgrade());
        StepRef.of(record.event()).ifPresent(ref -> about(fields, ref, step));
        own(fields, record.event());
        return fields.put("words", EventWords.of(record, step));
    }

    /** A record that stands in its place and can't be read. */
    public static Fields unreadable(String cluster, String why) {
        return new Fields()
                .put("cluster", cluster)
                .put("type", "Unreadable")
                .put("reason", why)
                .put("words", "a record that this version can't read: " + why);
    }

    private static void about(Fields fields, StepRef ref, Optional<Step> step) {
        fields.putText("step", ref.step());
        step.ifPresent(known -> fields.putIf("node", known.node())
                .put("action", known.action())
                .put("phase", known.phase())
                .put("hop", known.hop()));
        fields.put("attempt", ref.attempt()).put("token", ref.token());
    }

    private static void own(Fields fields, Event event) {
        switch (event) {
            case Event.StepScheduled e -> scheduled(fields, e);
            case Event.StepStarted e -> fields.put("by", e.by());
            case Event.StepProgressed e -> fields.put("note", e.note()).put("output", e.output());
            case Event.StepSucceeded e -> found(fields.put("summary", e.summary()), e.finding());
            case Event.NodeValidated e ->
                fields.putText("node", e.node()).putText("version", e.version()).put("evidence", e.evidence());
            case Event.StepFailed e -> failed(fields, e.failure()).putIf("retryAt", e.retryAt());
            case Event.StepUnknown e -> fields.put("reason", e.reason()).put("retryAt", e.retryAt());
            case Event.LeaseExpired e -> fields.put("by", e.by());
            case Event.StepHandedOver e -> fields.put("by", e.by());
            case Event.ReportRefused e ->
                fields.put("by", e.by()).put("said", e.said()).put("reason", e.reason());
            default -> ofUpgrade(fields, event);
        }
    }

    private static void ofUpgrade(Fields fields, Event event) {
        switch (event) {
            case Event.UpgradeAccepted e -> accepted(fields, e);
            case Event.PlanMade e -> planned(fields, e);
            case Event.RequestRefused e ->
                asked(fields, e.request(), e.requestedBy(), e.reason()).put("hint", e.hint());
            case Event.PauseRequested e -> asked(fields, e.request(), e.by(), e.reason());
            case Event.CancelRequested e -> asked(fields, e.request(), e.by(), e.reason());
            case Event.RollbackRequested e -> asked(fields, e.request(), e.by(), e.reason());
            case Event.UpgradeResumed e -> asked(fields, e.request(), e.by(), e.reason());
            case Event.UpgradeRetried e -> asked(fields, e.request(), e.by(), e.reason());
            case Event.RollbackStarted e ->
                fields.putText("node", e.node())
                        .put("rollback", e.rollback())
                        .put("reason", e.reason())
                        .putAll("steps", e.steps().stream().map(Step::id).toList())
                        .putAll(
                                "actions",
                                e.steps().stream()
                                        .map(step -> Fields.text(step.action()))
                                        .toList());
            case Event.UpgradePaused e -> {}
            case Event.UpgradePlanned e -> {}
            case Event.UpgradeRefused e -> fields.putAll("reasons", e.reasons());
            case Event.UpgradeCompleted e -> fields.put("summary", e.summary());
            case Event.UpgradeRolledBack e -> fields.putText("node", e.node()).put("reason", e.reason());
            case Event.UpgradeHalted e ->
                fields.put("reason", e.reason()).put("lookAt", e.lookAt()).putAll("leftCordoned", e.leftCordoned());
            case Event.UpgradeCancelled e -> fields.put("reason", e.reason());
            default -> throw new IllegalArgumentException("is about a step: " + event);
        }
    }

    private static Fields asked(Fields fields, RequestId request, String by, String reason) {
        return fields.putText("request", request).put("by", by).put("reason", reason);
    }

    private static void accepted(Fields fields, Event.UpgradeAccepted event) {
        var request = event.request();
        asked(fields, request.id(), request.requestedBy(), request.reason())
                .putText("target", request.target())
                .put("planOnly", request.planOnly())
                .putIf("planDigest", request.planDigest())
                .put("token", event.token())
                .put("drainDeadlineSeconds", request.policy().drainDeadline().toSeconds())
                .put("stableForSeconds", request.policy().stableFor().toSeconds())
                .put("deleteEmptyDirData", request.policy().deleteEmptyDirData())
                .put("deleteUnmanagedPods", request.policy().deleteUnmanagedPods());
    }

    private static void planned(Fields fields, Event.PlanMade event) {
        var plan = event.plan();
        fields.putText("digest", plan.digest())
                .putText("from", plan.from())
                .putText("target", plan.target())
                .putAll("hops", plan.hops().stream().map(hop -> hop.to()).toList())
                .putAll("nodes", plan.kubelets().keySet())
                .put("steps", plan.steps().size())
                .putAll("warnings", plan.warnings());
    }

    private static void scheduled(Fields fields, Event.StepScheduled event) {
        var assignment = event.assignment();
        fields.put("actor", assignment.step().action().actor())
                .putIf("version", assignment.version())
                .putIf("revision", assignment.revision());
    }

    private static Fields failed(Fields fields, Failure failure) {
        return fields.put("kind", failure.kind())
                .put("message", failure.message())
                .put("hint", failure.hint())
                .put("retryable", failure.retryable());
    }

    private static void found(Fields fields, Finding finding) {
        switch (finding) {
            case Finding.Nothing f -> {}
            case Finding.ClusterSeen f ->
                fields.putText("configured", f.topology().configured())
                        .putAll(
                                "nodes",
                                f.topology().nodes().stream()
                                        .map(node -> node.name())
                                        .toList());
            case Finding.NodeSeen f ->
                fields.put("operatingSystem", f.facts().operatingSystem())
                        .put("packageManager", f.facts().packageManager())
                        .putIf("installed", f.facts().installed());
            case Finding.ControlPlaneRaised f -> fields.put("etcdImage", f.etcdImage());
            case Finding.Drained f -> fields.putAll("workloads", f.workloads());
            case Finding.KubeletStarted f -> fields.put("kubeletStarted", f.at());
        }
    }
}
