package dev.windlass.simulator;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
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
import java.util.OptionalInt;
import java.util.TreeMap;

/** Shapes of clusters to try Windlass on. */
public final class DemoCluster {
    private static final long SEED = 20_190_918;

    private DemoCluster() {}

    /**
     * Three masters and two workers at v1.15.4 with yum on CentOS 7, and a repository that offers 1.16.0: a small high-availability
     * cluster in the autumn of 2019. It runs two web pods of which one must stay available, and a small database.
     */
    public static ClusterShape shape() {
        return shape("1.15.4", 3, 2);
    }

    /** The same with other numbers: nodes k8s-m1.. and k8s-n1.., and repositories for its minor version and the next. */
    public static ClusterShape shape(String version, int controlPlanes, int workers) {
        return shape(version, controlPlanes, workers, 1);
    }

    /** @param minorsAbove how many minor versions above its own have a repository, which offers the first release of each */
    public static ClusterShape shape(String version, int controlPlanes, int workers, int minorsAbove) {
        var from = KubernetesVersion.parse(version);
        var offered = new TreeMap<MinorVersion, List<PackageRevision>>();
        offered.put(from.series(), List.of(new PackageRevision(from.bare() + "-0")));
        var minor = from.series();
        for (var above = 0; above < minorsAbove; above++) {
            minor = minor.next();
            offered.put(minor, List.of(new PackageRevision(minor + ".0-0")));
        }
        return new ClusterShape(
                from,
                nodes(controlPlanes, workers),
                new Packages("yum", offered),
                "CentOS Linux 7 (Core)",
                workloads(),
                Timing.demo(),
                SEED);
    }

    private static List<NodeShape> nodes(int controlPlanes, int workers) {
        var nodes = new ArrayList<NodeShape>();
        for (var i = 1; i <= controlPlanes; i++) {
            nodes.add(
                    new NodeShape(new NodeName("k8s-m" + i), Role.CONTROL_PLANE, Duration.ofMinutes(16 * 60 + 20 - i)));
        }
        for (var i = 1; i <= workers; i++) {
            nodes.add(new NodeShape(new NodeName("k8s-n" + i), Role.WORKER, Duration.ofMinutes(15 * 60 + 40 - i)));
        }
        return nodes;
    }

    private static List<Workload> workloads() {
        var network = new PodTemplate(
                new TreeMap<>(Map.of("k8s-app", "calico-node")),
                "calico-node",
                "calico/node:v3.9.0",
                PodTemplate.Toleration.EVERYTHING,
                false);
        return List.of(
                new Workload.OfDaemonSet("kube-system", "calico-node", network),
                new Workload.OfDeployment("default", "web", 2, PodTemplate.of("web", "nginx:1.17.3")),
                new Workload.OfBudget(
                        "default", "web", new TreeMap<>(Map.of("app", "web")), OptionalInt.of(1), OptionalInt.empty()),
                new Workload.OfStatefulSet("default", "db", 1, PodTemplate.of("db", "postgres:11.5")));
    }
}
