package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import java.util.List;

/**
 * Which images kubeadm of a version wants, as {@code kubeadm config images list} names them. The etcd and CoreDNS tags are those
 * of each minor's first release (kubernetes/kubernetes, cmd/kubeadm/app/constants).
 */
public final class Images {
    private static final int FIRST = 13;
    private static final List<Tags> BY_MINOR = List.of(
            new Tags("3.2.24", "1.2.6"),
            new Tags("3.3.10", "1.3.1"),
            new Tags("3.3.10", "1.3.1"),
            new Tags("3.3.15-0", "1.6.2"),
            new Tags("3.4.3-0", "1.6.5"),
            new Tags("3.4.3-0", "1.6.7"),
            new Tags("3.4.9-1", "1.7.0"),
            new Tags("3.4.13-0", "1.7.0"),
            new Tags("3.4.13-0", "v1.8.0"),
            new Tags("3.5.0-0", "v1.8.4"),
            new Tags("3.5.1-0", "v1.8.6"),
            new Tags("3.5.3-0", "v1.8.6"),
            new Tags("3.5.4-0", "v1.9.3"),
            new Tags("3.5.6-0", "v1.9.3"),
            new Tags("3.5.7-0", "v1.10.1"),
            new Tags("3.5.9-0", "v1.10.1"),
            new Tags("3.5.10-0", "v1.11.1"),
            new Tags("3.5.12-0", "v1.11.1"),
            new Tags("3.5.15-0", "v1.11.1"),
            new Tags("3.5.16-0", "v1.11.3"),
            new Tags("3.5.21-0", "v1.12.0"),
            new Tags("3.6.4-0", "v1.12.1"),
            new Tags("3.6.6-0", "v1.13.1"));

    private record Tags(String etcd, String coreDns) {}

    private Images() {}

    static String of(Component component, KubernetesVersion version) {
        return component == Component.ETCD ? etcd(version) : registry(version) + "/" + component.text() + ":" + version;
    }

    static String etcd(KubernetesVersion version) {
        return registry(version) + "/etcd:" + tags(version).etcd();
    }

    public static String coreDns(KubernetesVersion version) {
        var repository = version.series().minor() >= 21 ? "/coredns/coredns:" : "/coredns:";
        return registry(version) + repository + tags(version).coreDns();
    }

    public static String kubeProxy(KubernetesVersion version) {
        return registry(version) + "/kube-proxy:" + version;
    }

    static List<String> all(KubernetesVersion version) {
        return List.of(
                of(Component.API_SERVER, version),
                of(Component.CONTROLLER_MANAGER, version),
                of(Component.SCHEDULER, version),
                kubeProxy(version),
                coreDns(version),
                etcd(version));
    }

    private static String registry(KubernetesVersion version) {
        return version.series().minor() >= 25 ? "registry.k8s.io" : "k8s.gcr.io";
    }

    private static Tags tags(KubernetesVersion version) {
        var index = version.series().minor() - FIRST;
        return BY_MINOR.get(Math.clamp(index, 0, BY_MINOR.size() - 1));
    }
}
