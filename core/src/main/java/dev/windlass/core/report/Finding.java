package dev.windlass.core.report;

import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.cluster.Workload;
import java.time.Instant;
import java.util.List;

/** What a step that succeeded found out and later steps need. */
public sealed interface Finding {
    /** Nothing that a later step needs. */
    record Nothing() implements Finding {}

    /** The nodes, their roles and versions. */
    record ClusterSeen(Topology topology) implements Finding {}

    /** What the host is and is offered. */
    record NodeSeen(NodeFacts facts) implements Finding {}

    /** The control plane's manifests are at their version; etcd's image is the one that kubeadm chose. May be empty. */
    record ControlPlaneRaised(String etcdImage) implements Finding {}

    /** What a drain took away and must be available again. */
    record Drained(List<Workload> workloads) implements Finding {
        public static final int MOST = 500;

        public Drained {
            workloads = List.copyOf(workloads);
        }
    }

    /** When the kubelet started, on the node's own clock, which is the clock of its heartbeats. */
    record KubeletStarted(Instant at) implements Finding {}

    Finding NOTHING = new Nothing();
}
