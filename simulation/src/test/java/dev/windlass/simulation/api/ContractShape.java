package dev.windlass.simulation.api;

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
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a cluster of the contract has, and the simulated one. */
final class ContractShape {
    static final String NAMESPACE = "contract";
    /** A Deployment of one pod without a budget. */
    static final String FREE = "free";
    /** One of one pod, with a budget that wants it available. */
    static final String GUARDED = "guarded";
    /** One of one pod, with two budgets. */
    static final String TWICE = "twice";

    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final Duration BREATH = Duration.ofMillis(200);

    private ContractShape() {}

    static ClusterShape simulated(Timing timing) {
        var version = KubernetesVersion.parse("v1.19.9");
        var offered = new TreeMap<MinorVersion, List<PackageRevision>>();
        offered.put(version.series(), List.of(new PackageRevision("1.19.9-0")));
        return new ClusterShape(
                version,
                List.of(
                        new NodeShape(new NodeName("kc-cp1"), Role.CONTROL_PLANE, Duration.ofHours(2)),
                        new NodeShape(new NodeName("kc-w1"), Role.WORKER, Duration.ofHours(1))),
                new Packages("apt", offered),
                "Debian GNU/Linux 13 (trixie)",
                List.of(
                        deployment(FREE),
                        deployment(GUARDED),
                        budget("guard", GUARDED),
                        deployment(TWICE),
                        budget("first", TWICE),
                        budget("second", TWICE)),
                timing,
                19);
    }

    private static Workload deployment(String name) {
        return new Workload.OfDeployment(NAMESPACE, name, 1, PodTemplate.of(name, "pause:3.2"));
    }

    private static Workload budget(String name, String app) {
        SortedMap<String, String> selector = new TreeMap<>();
        selector.put("app", app);
        return new Workload.OfBudget(NAMESPACE, name, selector, OptionalInt.of(1), OptionalInt.empty());
    }
}
