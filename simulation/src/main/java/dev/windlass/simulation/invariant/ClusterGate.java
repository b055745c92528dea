package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A hop is done: each node Ready and running what it is to run, the control planes of the hop's version, and nothing cordoned by us. */
final class ClusterGate extends Gate {
    private final KubernetesVersion version;
    private final Map<NodeName, KubernetesVersion> kubelets;

    ClusterGate(Assignment assignment) {
        version = assignment.version().orElseThrow();
        kubelets = assignment.kubelets();
    }

    @Override
    Optional<String> wrong(WatchedCluster cluster) {
        var truth = cluster.truth();
        var cordoned = cluster.cordons().ours().stream().map(node -> node + " is cordoned by us");
        return Stream.concat(
                        truth.hosts().stream().flatMap(host -> wrong(truth, new NodeName(host.name())).stream()),
                        Stream.concat(cordoned, AtVersion.controlPlanes(truth, version).stream()))
                .findFirst();
    }

    /** Ready as the API has it: that a node has just gone away is not known to anybody. */
    private Optional<String> wrong(SimulatedCluster truth, NodeName node) {
        var running = truth.host(node).runningKubelet();
        if (!running.equals(kubelets.get(node))) {
            return Optional.of("the kubelet of %s is %s and not %s".formatted(node, running, kubelets.get(node)));
        }
        return truth.find(Kind.NODE, "", node.text())
                        .filter(it -> ((Resource.Node) it).isReady())
                        .isPresent()
                ? Optional.empty()
                : Optional.of(node + " is not Ready");
    }
}
