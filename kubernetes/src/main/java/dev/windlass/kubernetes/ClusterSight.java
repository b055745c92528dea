package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.ClusterReading;
import dev.windlass.kubernetes.judgement.ControlPlaneJudgement;
import dev.windlass.kubernetes.judgement.NodeJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at all nodes of a cluster and their API servers. Used by one thread. */
final class ClusterSight {
    private final Attempt attempt;
    private final NodeSight nodeSight;
    private final ControlPlaneSight controlPlaneSight;
    private final Map<String, Integer> restarts = new TreeMap<>();
    private final Map<String, String> boots = new TreeMap<>();

    ClusterSight(Attempt attempt, Lookout lookout) {
        this.attempt = attempt;
        this.nodeSight = new NodeSight(attempt, lookout);
        this.controlPlaneSight = new ControlPlaneSight(attempt);
    }

    static void watch(Wakeups wakeups) {
        wakeups.on(Resources.NODES, Map.of());
        wakeups.on(Resources.SYSTEM_PODS, Resources.CONTROL_PLANE_PODS);
    }

    /** What does not change while all stays well: boots of the nodes and restart counters of the control planes, at the latest look. */
    Object fingerprint() {
        return Map.of("boots", new TreeMap<>(boots), "restarts", new TreeMap<>(restarts));
    }

    /** Every node Ready, and at the version that the assignment names for it, if it names one; none that it names missing. */
    List<Shortfall> nodes(List<Node> nodes) throws ApiProblem, InterruptedException {
        var kubelets = attempt.assignment().kubelets();
        var shortfalls = new ArrayList<Shortfall>();
        var present = new TreeMap<NodeName, Node>();
        nodes.forEach(node -> present.put(new NodeName(node.getMetadata().getName()), node));
        boots.clear();
        nodes.forEach(node -> boots.put(node.getMetadata().getName(), NodeJudgement.boot(node)));
        for (var entry : present.entrySet()) {
            var expected = new NodeJudgement.Expected(
                    entry.getKey(), Optional.ofNullable(kubelets.get(entry.getKey())), Optional.empty());
            shortfalls.addAll(nodeSight.judge(Optional.of(entry.getValue()), nodeSight.life(entry.getKey()), expected));
        }
        attempt.assignment()
                .version()
                .filter(hop -> !kubelets.isEmpty())
                .ifPresent(hop -> present.values().stream()
                        .filter(node -> !kubelets.containsKey(
                                new NodeName(node.getMetadata().getName())))
                        .flatMap(node -> NodeJudgement.joinedTooOld(node, hop).stream())
                        .forEach(shortfalls::add));
        kubelets.keySet().stream()
                .filter(name -> !present.containsKey(name))
                .map(name -> new Shortfall("node " + name, "not there", "a node of the cluster"))
                .forEach(shortfalls::add);
        return shortfalls;
    }

    /** The pods of every control plane there and Ready, whatever their version. */
    List<Shortfall> controlPlanes(List<Node> nodes, boolean externalEtcd) throws ApiProblem, InterruptedException {
        var pods = attempt.objects().controlPlanePods();
        var shortfalls = new ArrayList<Shortfall>();
        restarts.clear();
        for (var node : nodes) {
            if (ClusterReading.isControlPlane(node)) {
                var name = new NodeName(node.getMetadata().getName());
                var components = ClusterReading.componentsOf(name, pods);
                shortfalls.addAll(controlPlaneSight.ready(components, name, externalEtcd));
                restarts.putAll(ControlPlaneJudgement.restarts(components));
            }
        }
        return shortfalls;
    }
}
