package dev.windlass.simulation.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Drawing;
import dev.windlass.simulator.world.ClusterShape;
import dev.windlass.simulator.world.ClusterShape.NodeShape;
import dev.windlass.simulator.world.ClusterShape.Workload;
import dev.windlass.simulator.world.Packages;
import dev.windlass.simulator.world.PodTemplate;
import dev.windlass.simulator.world.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cluster model's shape for a cluster of a scenario. */
final class Shapes {
    private static final Duration AGE = Duration.ofDays(3);

    private Shapes() {}

    static ClusterShape of(ClusterPlan plan, long seed) {
        var version = KubernetesVersion.parse(plan.version());
        return new ClusterShape(
                version, nodes(plan), packages(version), "Debian GNU/Linux 12", workloads(plan), timing(), seed);
    }

    /** Faster than machines are, but with the proportions that matter: a lease outlives a renewal, a restart is noticed late. */
    private static Timing timing() {
        return new Timing(
                Duration.ofMillis(200),
                Duration.ofMillis(600),
                Duration.ofMillis(800),
                Duration.ofMillis(400),
                Duration.ofMillis(600),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofMillis(100));
    }

    private static List<NodeShape> nodes(ClusterPlan plan) {
        var nodes = new ArrayList<NodeShape>();
        for (var i = 1; i <= plan.controlPlanes(); i++) {
            nodes.add(new NodeShape(new NodeName(plan.name() + "-cp" + i), Role.CONTROL_PLANE, AGE));
        }
        for (var i = 1; i <= plan.workers(); i++) {
            nodes.add(new NodeShape(new NodeName(plan.name() + "-w" + i), Role.WORKER, AGE));
        }
        return nodes;
    }

    private static Packages packages(KubernetesVersion from) {
        var offered = new TreeMap<MinorVersion, List<PackageRevision>>();
        offered.put(from.series(), List.of(new PackageRevision(from.bare() + "-1.1")));
        for (var above = 1; above <= 2; above++) {
            var target = KubernetesVersion.parse(Drawing.target("v" + from.bare(), above));
            offered.put(target.series(), List.of(new PackageRevision(target.bare() + "-1.1")));
        }
        return new Packages("apt", offered);
    }

    private static List<Workload> workloads(ClusterPlan plan) {
        var workloads = new ArrayList<Workload>();
        var network = new PodTemplate(
                new TreeMap<>(Map.of("k8s-app", "network")),
                "network",
                "network:1",
                PodTemplate.Toleration.EVERYTHING,
                false);
        workloads.add(new Workload.OfDaemonSet("kube-system", "network", network));
        workloads.addAll(new PlannedWorkloads(plan).all());
        return workloads;
    }
}
