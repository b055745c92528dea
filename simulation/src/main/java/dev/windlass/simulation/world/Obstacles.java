package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.ClusterShape.Workload;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.PodTemplate;
import dev.windlass.simulator.world.SimulatedCluster;

/** Pods that a drain evicts only if the request's policy gives them up. People create them and delete them again. */
final class Obstacles {
    private static final String SCRATCH = "scratch";
    private static final String LONE = "lone-";

    private Obstacles() {}

    /** A pod that no controller creates again; false where it is there already, or can't come. */
    static boolean addPod(SimulatedCluster cluster, NodeName node) {
        var name = LONE + node;
        var takes = cluster.apiAvailable()
                && cluster.host(node).isUp()
                && !cluster.cordoned().contains(node)
                && cluster.find(Kind.POD, PlannedWorkloads.NAMESPACE, name).isEmpty();
        if (takes) {
            var template = PodTemplate.of("lone", "lone:1").tolerating(PodTemplate.Toleration.EVERYTHING);
            cluster.workloads().addOn(node, new Workload.OfPod(PlannedWorkloads.NAMESPACE, name, template));
        }
        return takes;
    }

    static void deletePod(SimulatedCluster cluster, NodeName node) {
        cluster.workloads().deletePod(PlannedWorkloads.NAMESPACE, LONE + node);
    }

    /** A Deployment whose pods keep data in emptyDir volumes; false where it is there already. */
    static boolean addScratch(SimulatedCluster cluster) {
        var absent = cluster.find(Kind.DEPLOYMENT, PlannedWorkloads.NAMESPACE, SCRATCH)
                .isEmpty();
        if (absent) {
            cluster.workloads()
                    .add(new Workload.OfDeployment(
                            PlannedWorkloads.NAMESPACE,
                            SCRATCH,
                            1,
                            PodTemplate.of(SCRATCH, "scratch:1").withEmptyDir()));
        }
        return absent;
    }

    static void deleteScratch(SimulatedCluster cluster) {
        cluster.workloads().deleteDeployment(PlannedWorkloads.NAMESPACE, SCRATCH);
    }

    /** None is left. */
    static void clear(SimulatedCluster cluster) {
        deleteScratch(cluster);
        cluster.hosts().forEach(host -> deletePod(cluster, new NodeName(host.name())));
    }
}
