package dev.windlass.simulator.world;

import dev.windlass.core.cluster.PackageRevision;

/** Sees what no correct upgrade does to a node whose kubelet it replaces or restarts, whether forward or back. */
record KubeletChanges(World world) {
    /** Just before the package is replaced. */
    void replaces(SimulatedNode host, PackageRevision revision) {
        var left = world.store.pods().stream()
                .filter(pod -> pod.isOn(host.name()) && !pod.isMirror())
                .filter(pod -> pod.meta()
                        .owner()
                        .filter(owner -> owner.kind().equals("DaemonSet"))
                        .isEmpty())
                .toList();
        var sameMinor =
                host.version(revision).series().equals(host.runningKubelet().series());
        if (!sameMinor && !left.isEmpty()) {
            world.violated(
                    Truth.Rule.DRAINED_FIRST,
                    host,
                    "the kubelet package " + revision + " was installed on " + host.name()
                            + ", which is not drained: pod "
                            + left.getFirst().meta().name());
        }
    }

    /** Just before the process is. */
    void restarts(SimulatedNode host) {
        var wanted = host.version(host.kubeletPackage());
        var cordoned =
                world.node(host.name()).filter(Resource.Node::unschedulable).isPresent();
        if (!cordoned && !wanted.series().equals(host.runningKubelet().series())) {
            world.violated(
                    Truth.Rule.DRAINED_FIRST,
                    host,
                    "the kubelet of " + host.name() + " goes from " + host.runningKubelet() + " to " + wanted
                            + " while the node is schedulable");
        }
        world.store.nodes().stream()
                .filter(node -> !node.isReady() && !node.meta().name().equals(host.name()))
                .forEach(node -> world.violated(
                        Truth.Rule.ONE_NODE_AT_A_TIME,
                        host,
                        "the kubelet of " + host.name() + " is restarted while "
                                + node.meta().name() + " is not ready"));
    }
}
