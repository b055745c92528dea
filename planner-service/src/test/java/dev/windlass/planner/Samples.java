package dev.windlass.planner;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.PlanMaking;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of one control plane and one worker, from v1.19.9 to v1.20.2. */
public final class Samples {
    public static final ClusterName CLUSTER = new ClusterName("bar1");
    public static final NodeName CONTROL_PLANE = new NodeName("bar1-cp1");
    public static final NodeName WORKER = new NodeName("bar1-w1");
    public static final KubernetesVersion OLD = KubernetesVersion.parse("v1.19.9");
    public static final KubernetesVersion TARGET = KubernetesVersion.parse("v1.20.2");
    public static final Topology TOPOLOGY = new Topology(
            OLD,
            List.of(
                    node(CONTROL_PLANE, Role.CONTROL_PLANE, Optional.of(OLD)),
                    node(WORKER, Role.WORKER, Optional.empty())));

    private Samples() {}

    private static ObservedNode node(NodeName name, Role role, Optional<KubernetesVersion> apiServer) {
        return new ObservedNode(name, role, OLD, apiServer, true, true, "machine-" + name);
    }

    public static NodeFacts facts(NodeName name) {
        return new NodeFacts(
                name,
                "machine-" + name,
                "Debian 12",
                "apt",
                Optional.of(new PackageRevision("1.19.9-1.1")),
                Map.of(
                        MinorVersion.parse("1.19"), List.of(new PackageRevision("1.19.9-1.1")),
                        MinorVersion.parse("1.20"), List.of(new PackageRevision("1.20.2-1.1"))));
    }

    public static Plan plan() {
        var facts = Map.of(CONTROL_PLANE, facts(CONTROL_PLANE), WORKER, facts(WORKER));
        return switch (PlanMaking.make(CLUSTER, TOPOLOGY, facts, TARGET)) {
            case PlanMaking.Made made -> made.plan();
            case PlanMaking.Refused refused -> throw new AssertionError(refused.reasons());
        };
    }

    public static Request.ToUpgrade upgrade(String id, boolean planOnly) {
        return new Request.ToUpgrade(
                new RequestId(id), CLUSTER, TARGET, Policy.DEFAULT, planOnly, Optional.empty(), "a test", "tester");
    }
}
