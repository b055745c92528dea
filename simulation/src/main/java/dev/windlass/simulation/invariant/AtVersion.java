package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Role;
import dev.windlass.simulator.world.Component;
import dev.windlass.simulator.world.Images;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.SimulatedNode;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a cluster's control plane is not of a version, as it really is; empty when all is. */
final class AtVersion {
    private static final String SYSTEM = "kube-system";

    private AtVersion() {}

    static Optional<String> controlPlanes(SimulatedCluster truth, KubernetesVersion target) {
        return truth.hosts().stream()
                .filter(host -> host.role() == Role.CONTROL_PLANE)
                .flatMap(host -> components(host, target).stream())
                .findFirst();
    }

    static Optional<String> components(SimulatedNode host, KubernetesVersion target) {
        return Stream.of(Component.values())
                .filter(component -> !host.hasManifest(component, target))
                .map(component ->
                        "the manifest of %s on %s is not that of %s".formatted(component.text(), host.name(), target))
                .findFirst()
                .or(() -> host.apiServer()
                        .filter(version -> !version.equals(target))
                        .map(version -> "the API server of %s is %s".formatted(host.name(), version)));
    }

    /** What belongs to the cluster as a whole. */
    static Optional<String> all(SimulatedCluster truth, KubernetesVersion target) {
        if (!truth.configured().equals(target)) {
            return Optional.of("kubeadm-config says " + truth.configured());
        }
        var dns = truth.find(Kind.DEPLOYMENT, SYSTEM, "coredns")
                .map(it -> ((Resource.Deployment) it).template().image());
        var proxy = kubeProxy(truth).map(it -> it.template().image());
        return Stream.concat(
                        dns.filter(image -> !image.equals(Images.coreDns(target))).stream(),
                        proxy.filter(image -> !image.equals(Images.kubeProxy(target))).stream())
                .findFirst()
                .map(image -> "an add-on is " + image);
    }

    static Optional<Resource.DaemonSet> kubeProxy(SimulatedCluster truth) {
        return truth.find(Kind.DAEMON_SET, SYSTEM, "kube-proxy").map(Resource.DaemonSet.class::cast);
    }
}
