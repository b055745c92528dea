package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a simulated cluster looks like when it begins: healthy, with everything at one version.
 *
 * @param nodes in the order in which they joined
 * @param seed of every name and id that a real cluster would draw by chance
 */
public record ClusterShape(
        KubernetesVersion version,
        List<NodeShape> nodes,
        Packages packages,
        String operatingSystem,
        List<Workload> workloads,
        Timing timing,
        long seed) {
    public ClusterShape {
        nodes = List.copyOf(nodes);
        workloads = List.copyOf(workloads);
    }

    /** @param age how long ago it joined */
    public record NodeShape(NodeName name, Role role, Duration age) {}

    /** Something that runs in the cluster beside what kubeadm brings. */
    public sealed interface Workload {
        String namespace();

        String name();

        /** A Deployment. */
        record OfDeployment(String namespace, String name, int replicas, PodTemplate template) implements Workload {}

        /** A StatefulSet. */
        record OfStatefulSet(String namespace, String name, int replicas, PodTemplate template) implements Workload {}

        /** A DaemonSet: a pod on every node. */
        record OfDaemonSet(String namespace, String name, PodTemplate template) implements Workload {}

        /** A pod that no controller creates again. */
        record OfPod(String namespace, String name, PodTemplate template) implements Workload {}

        /** A PodDisruptionBudget: one of the two numbers is given. */
        record OfBudget(
                String namespace,
                String name,
                SortedMap<String, String> selector,
                OptionalInt minAvailable,
                OptionalInt maxUnavailable)
                implements Workload {
            public OfBudget {
                selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
            }
        }
    }

    public ClusterShape with(Timing changed) {
        return new ClusterShape(version, nodes, packages, operatingSystem, workloads, changed, seed);
    }

    public ClusterShape with(List<Workload> changed) {
        return new ClusterShape(version, nodes, packages, operatingSystem, changed, timing, seed);
    }
}
