package dev.windlass.core.event;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.Finding;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fact that the planner recorded. Past tense, immutable. Scheduling is a fact too: it is how an actor learns what to do. */
public sealed interface Event {
    // ---- requests

    /** A request was answered with no, and why; {@code hint} is the next move. */
    record RequestRefused(RequestId request, String requestedBy, String reason, String hint) implements Event {}

    /** @param token the first of this upgrade; its id is made of it */
    record UpgradeAccepted(Request.ToUpgrade request, long token) implements Event {}

    /** The procedure was expanded for the cluster. Nothing was changed yet. */
    record PlanMade(Plan plan) implements Event {}

    // ---- steps

    /** The instruction: an actor may act, with this token and no other. */
    record StepScheduled(Assignment assignment) implements Event {}

    /** An actor has it; {@code by} is the instance. */
    record StepStarted(StepId step, int attempt, long token, String by) implements Event {}

    /** A sign of life, with what it is at or waits for, and more of the command's output. */
    record StepProgressed(StepId step, int attempt, long token, String note, String output) implements Event {}

    /** What the step was for is done. */
    record StepSucceeded(StepId step, int attempt, long token, String summary, Finding finding) implements Event {}

    /** The gate: a validator saw from outside, on fresh evidence, that the node is what it should be. */
    record NodeValidated(
            StepId step, int attempt, long token, NodeName node, KubernetesVersion version, String evidence)
            implements Event {}

    /** @param retryAt when the next attempt begins; empty when there is none */
    record StepFailed(StepId step, int attempt, long token, Failure failure, Optional<Instant> retryAt)
            implements Event {}

    /** The connection was lost: the same attempt is asked again at {@code retryAt}. */
    record StepUnknown(StepId step, int attempt, long token, String reason, Instant retryAt) implements Event {}

    /** Whoever had the step went silent. */
    record LeaseExpired(StepId step, int attempt, long token, String by) implements Event {}

    /** Whoever had the step gave it back at its shutdown. */
    record StepHandedOver(StepId step, int attempt, long token, String by) implements Event {}

    /** A report that does not fit what holds now, and why. */
    record ReportRefused(StepId step, int attempt, long token, String by, String said, String reason)
            implements Event {}

    // ---- steering

    /** The upgrade will hold when the node in hand is finished. */
    record PauseRequested(RequestId request, String by, String reason) implements Event {}

    /** The upgrade will end when the node in hand is finished. */
    record CancelRequested(RequestId request, String by, String reason) implements Event {}

    /** It holds, and nothing is under way. */
    record UpgradePaused() implements Event {}

    /** It goes on. */
    record UpgradeResumed(RequestId request, String by, String reason) implements Event {}

    /** Failed steps have new attempts; a worker that was rolled back is taken again. */
    record UpgradeRetried(RequestId request, String by, String reason) implements Event {}

    /** The worker in hand will be put back as soon as its step has ended. */
    record RollbackRequested(RequestId request, String by, String reason) implements Event {}

    // ---- trouble

    /**
     * What was begun on a node is undone by {@code steps}, then the upgrade ends.
     *
     * @param rollback true for a worker that goes back to its former version, false when a node is only released
     */
    record RollbackStarted(NodeName node, boolean rollback, String reason, List<Step> steps) implements Event {
        public RollbackStarted {
            steps = List.copyOf(steps);
        }
    }

    // ---- ends

    /** What was found forbids it; nothing was changed. */
    record UpgradeRefused(List<String> reasons) implements Event {
        public UpgradeRefused {
            reasons = List.copyOf(reasons);
        }
    }

    /** Only a plan was asked for, and here it was made. */
    record UpgradePlanned() implements Event {}

    /** Every node is what it should be. */
    record UpgradeCompleted(String summary) implements Event {}

    /** A worker is back at its former version; the nodes before it keep the new one. */
    record UpgradeRolledBack(NodeName node, String reason) implements Event {}

    /**
     * It waits for a person.
     *
     * @param lookAt where a person should look first
     * @param leftCordoned the nodes that are still cordoned by us, and that is why
     */
    record UpgradeHalted(String reason, String lookAt, List<NodeName> leftCordoned) implements Event {
        public UpgradeHalted {
            leftCordoned = List.copyOf(leftCordoned);
        }
    }

    /** A person ended it between two nodes. */
    record UpgradeCancelled(String reason) implements Event {}
}
