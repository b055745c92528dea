package dev.windlass.kubernetes;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Performs one action on the cluster "demo" for the upgrade "demo-5". Varied by its with-methods. */
record Attempts(
        Action action,
        Optional<NodeName> node,
        Optional<KubernetesVersion> version,
        long token,
        Optional<Instant> evidenceAfter,
        List<Workload> workloads,
        SortedMap<NodeName, KubernetesVersion> kubelets,
        Policy policy,
        Timing timing,
        List<String> notes) {
    static final ClusterName CLUSTER = new ClusterName("demo");
    static final UpgradeId UPGRADE = new UpgradeId("demo-5");

    /** Long enough to show that a watch was faster, short enough to fail soon. */
    static final Timing TIMING =
            new Timing(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofMillis(300));

    static Attempts of(Action action) {
        return new Attempts(
                action,
                Optional.of(new NodeName("n1")),
                Optional.of(KubernetesVersion.parse("v1.20.2")),
                50,
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                policy(Duration.ofSeconds(20), Duration.ZERO),
                TIMING,
                new CopyOnWriteArrayList<>());
    }

    static Policy policy(Duration drainDeadline, Duration stableFor) {
        return new Policy(drainDeadline, stableFor, false, false);
    }

    Attempts with(Policy changed) {
        return new Attempts(action, node, version, token, evidenceAfter, workloads, kubelets, changed, timing, notes);
    }

    Attempts with(Timing changed) {
        return new Attempts(action, node, version, token, evidenceAfter, workloads, kubelets, policy, changed, notes);
    }

    Attempts with(Workload... changed) {
        return new Attempts(
                action, node, version, token, evidenceAfter, List.of(changed), kubelets, policy, timing, notes);
    }

    Attempts evidenceAfter(Instant start) {
        return new Attempts(
                action, node, version, token, Optional.of(start), workloads, kubelets, policy, timing, notes);
    }

    Attempts kubelet(String name, String expected) {
        var changed = new TreeMap<>(kubelets);
        changed.put(new NodeName(name), KubernetesVersion.parse(expected));
        return new Attempts(action, node, version, token, evidenceAfter, workloads, changed, policy, timing, notes);
    }

    Outcome perform(Path kubeconfig) throws InterruptedException {
        try (var actions = new KubernetesActions(Map.of(CLUSTER, kubeconfig), timing)) {
            return actions.perform(CLUSTER, UPGRADE, assignment(), notes::add);
        }
    }

    Assignment assignment() {
        return new Assignment(
                new Step(new StepId("s001"), 1, "workers", node, action),
                1,
                token,
                version,
                Optional.empty(),
                List.of(),
                evidenceAfter,
                workloads,
                kubelets,
                "",
                policy);
    }
}
