package dev.windlass.simulator.world;

import dev.windlass.core.cluster.Role;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Builds the world that a shape describes. */
final class Beginning {
    private final World world;
    private final ClusterShape shape;
    private final Workloads workloads;

    Beginning(World world, ClusterShape shape, Workloads workloads) {
        this.world = world;
        this.shape = shape;
        this.workloads = workloads;
    }

    void create(KubeadmConfig config) {
        for (var name : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
            namespace(name);
        }
        world.store.put(new Resource.Service(world.meta("default", "kubernetes"), "10.96.0.1", 443, new TreeMap<>()));
        for (var i = 0; i < shape.nodes().size(); i++) {
            node(shape.nodes().get(i), i);
        }
        config.upgradeTo(shape.version());
        config.createAddons();
        shape.workloads().forEach(this::workload);
    }

    private void namespace(String name) {
        if (world.store.find(Kind.NAMESPACE, "", name).isEmpty()) {
            world.store.put(new Resource.Namespace(world.meta("", name)));
        }
    }

    private void node(ClusterShape.NodeShape node, int index) {
        var installed = world.packages
                .of(shape.version())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no repository offers the shape's own version " + shape.version()));
        var name = node.name().text();
        var host = new SimulatedNode(world, name, node.role(), installed);
        world.hosts.put(name, host);
        if (node.role() == Role.CONTROL_PLANE) {
            host.staticPods().bootstrap(shape.version());
        }
        var joined = world.now().minus(node.age());
        var meta = Meta.of("", name, world.uid(), joined)
                .withLabel("beta.kubernetes.io/arch", "amd64")
                .withLabel("beta.kubernetes.io/os", "linux")
                .withLabel("kubernetes.io/arch", "amd64")
                .withLabel("kubernetes.io/hostname", name)
                .withLabel("kubernetes.io/os", "linux")
                .withAnnotation("node.alpha.kubernetes.io/ttl", "0")
                .withAnnotation("kubeadm.alpha.kubernetes.io/cri-socket", "/var/run/dockershim.sock");
        world.store.put(new Resource.Node(
                withRole(meta, node.role()),
                node.role(),
                "10.0.0." + (11 + index),
                false,
                new Readiness(Readiness.Status.TRUE, "KubeletReady", "kubelet is posting ready status", joined, joined),
                shape.version(),
                host.machineId(),
                host.bootId(),
                shape.operatingSystem()));
        lease(name, joined);
    }

    /** kubeadm labels by "master" until 1.23 and by "control-plane" from 1.20 (kubernetes/enhancements, KEP-2067). */
    private Meta withRole(Meta meta, Role role) {
        var minor = shape.version().series().minor();
        var labelled = meta;
        if (role == Role.CONTROL_PLANE && minor < 24) {
            labelled = labelled.withLabel(Taints.MASTER, "");
        }
        if (role == Role.CONTROL_PLANE && minor >= 20) {
            labelled = labelled.withLabel(Taints.CONTROL_PLANE, "");
        }
        return labelled;
    }

    private void lease(String name, Instant joined) {
        world.store.put(
                new Resource.Lease(Meta.of("kube-node-lease", name, world.uid(), joined), name, 40, world.now()));
    }

    private void workload(ClusterShape.Workload workload) {
        namespace(workload.namespace());
        workloads.add(workload);
    }
}
