package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.PlanMaking;
import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives a step to its actor, with everything that the actor needs to know and a token of its own. */
final class Scheduling {
    private Scheduling() {}

    /** A step that has no attempt yet, or whose attempts were all used up before a person asked for more. */
    static void first(Decision decision, Step step) {
        var attempt = decision.upgrade().step(step.id()).map(StepState::attempt).orElse(0) + 1;
        schedule(decision, step, attempt);
    }

    /** The next attempt after a failure. */
    static void anew(Decision decision, StepState step) {
        schedule(decision, step.step(), step.attempt() + 1);
    }

    /** The same attempt with a new token: whoever gets it attaches to what is there. */
    static void again(Decision decision, StepState step) {
        if (Inspection.isHeld(decision.upgrade())) {
            Inspection.left(decision, step);
        } else {
            schedule(decision, step.step(), step.attempt());
        }
    }

    private static void schedule(Decision decision, Step step, int attempt) {
        var upgrade = decision.upgrade();
        var token = decision.state().nextToken(decision.now());
        decision.record(new Event.StepScheduled(new Assignment(
                step,
                attempt,
                token,
                version(upgrade, step),
                revision(upgrade, step),
                minors(upgrade, step),
                evidenceAfter(upgrade, step),
                step.node()
                        .map(node -> upgrade.node(node).evicted())
                        .filter(w -> step.action() == Action.VALIDATE_WORKLOADS)
                        .orElse(List.of()),
                kubelets(upgrade, step),
                step.action() == Action.VALIDATE_CONTROL_PLANE ? upgrade.etcdImage() : "",
                upgrade.request().policy())));
    }

    /** The version that a step brings about or looks for. */
    static Optional<KubernetesVersion> version(Upgrade upgrade, Step step) {
        if (upgrade.plan().isEmpty()) {
            return Optional.empty();
        }
        var undoing = upgrade.recovery().filter(recovery -> recovery.steps().contains(step));
        return undoing.isPresent()
                ? Optional.of(upgrade.kubeletBefore(step.hop(), undoing.get().node()))
                : Optional.of(upgrade.plan().get().hop(step.hop()).to());
    }

    private static Optional<PackageRevision> revision(Upgrade upgrade, Step step) {
        return upgrade.plan()
                .filter(plan -> step.hop() > 0)
                .flatMap(plan ->
                        step.node().map(node -> plan.hop(step.hop()).revisions().get(node)));
    }

    private static List<MinorVersion> minors(Upgrade upgrade, Step step) {
        return step.action() == Action.INSPECT_NODE
                ? PlanMaking.minors(
                        upgrade.topology().orElseThrow(), upgrade.request().target())
                : List.of();
    }

    private static Optional<Instant> evidenceAfter(Upgrade upgrade, Step step) {
        return step.action() == Action.VALIDATE_NODE
                ? step.node().flatMap(node -> upgrade.node(node).kubeletStarted())
                : Optional.empty();
    }

    private static SortedMap<NodeName, KubernetesVersion> kubelets(Upgrade upgrade, Step step) {
        var expected = new TreeMap<NodeName, KubernetesVersion>();
        if (step.action() == Action.VALIDATE_CLUSTER) {
            upgrade.plan().orElseThrow().kubelets().keySet().forEach(node -> expected.put(node, upgrade.kubelet(node)));
        }
        return expected;
    }
}
