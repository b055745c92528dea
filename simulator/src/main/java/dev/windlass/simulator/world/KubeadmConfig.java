package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.Role;
import java.util.SortedMap;
import java.util.TreeMap;

/** What kubeadm keeps in the cluster: its ConfigMaps and the two add-ons. */
final class KubeadmConfig {
    private static final String SYSTEM = "kube-system";

    private final World world;
    private KubernetesVersion version;

    KubeadmConfig(World world, KubernetesVersion version) {
        this.world = world;
        this.version = version;
    }

    KubernetesVersion version() {
        return version;
    }

    void upgradeTo(KubernetesVersion target) {
        version = target;
        write("kubeadm-config", new TreeMap<>(java.util.Map.of("ClusterConfiguration", clusterConfiguration())));
        write(kubeletConfigName(target.series()), new TreeMap<>(java.util.Map.of("kubelet", kubeletConfiguration())));
    }

    private void write(String name, SortedMap<String, String> data) {
        var meta = world.store
                .find(Resource.ConfigMap.class, Kind.CONFIG_MAP, SYSTEM, name)
                .map(Resource.ConfigMap::meta)
                .orElseGet(() -> world.meta(SYSTEM, name));
        world.store.put(new Resource.ConfigMap(meta, data));
    }

    /** The minor version was a part of the name until 1.23 (kubernetes/enhancements, KEP-2915). */
    static String kubeletConfigName(MinorVersion minor) {
        return minor.minor() >= 24 ? "kubelet-config" : "kubelet-config-" + minor;
    }

    private String clusterConfiguration() {
        var minor = version.series().minor();
        var form = minor >= 31 ? "v1beta4" : minor >= 22 ? "v1beta3" : minor >= 15 ? "v1beta2" : "v1beta1";
        return """
                apiServer:
                  timeoutForControlPlane: 4m0s
                apiVersion: kubeadm.k8s.io/%s
                certificatesDir: /etc/kubernetes/pki
                clusterName: kubernetes
                controlPlaneEndpoint: k8s-api:6443
                controllerManager: {}
                dns: {}
                etcd:
                  local:
                    dataDir: /var/lib/etcd
                imageRepository: %s
                kind: ClusterConfiguration
                kubernetesVersion: %s
                networking:
                  dnsDomain: cluster.local
                  podSubnet: 10.244.0.0/16
                  serviceSubnet: 10.96.0.0/12
                scheduler: {}
                """.formatted(form, minor >= 25 ? "registry.k8s.io" : "k8s.gcr.io", version);
    }

    private static String kubeletConfiguration() {
        return """
                apiVersion: kubelet.config.k8s.io/v1beta1
                cgroupDriver: systemd
                clusterDNS:
                - 10.96.0.10
                clusterDomain: cluster.local
                kind: KubeletConfiguration
                rotateCertificates: true
                staticPodPath: /etc/kubernetes/manifests
                """;
    }

    void createAddons() {
        var dns = PodTemplate.labelled("k8s-app", "kube-dns", Images.coreDns(version))
                .tolerating(PodTemplate.Toleration.CONTROL_PLANES);
        world.store.put(new Resource.Deployment(
                world.meta(SYSTEM, "coredns").withLabels(dns.labels()), 2, dns, 1, 0, Resource.Counts.NONE));
        var proxy = PodTemplate.labelled("k8s-app", "kube-proxy", Images.kubeProxy(version))
                .tolerating(PodTemplate.Toleration.EVERYTHING);
        world.store.put(new Resource.DaemonSet(
                world.meta(SYSTEM, "kube-proxy").withLabels(proxy.labels()), proxy, 0, Resource.Counts.NONE));
        world.store.put(new Resource.Service(
                world.meta(SYSTEM, "kube-dns").withLabels(dns.labels()), "10.96.0.10", 53, dns.labels()));
        configure("coredns", "Corefile", ".:53 {\n    errors\n    health\n    ready\n}\n");
        configure("kube-proxy", "config.conf", "kind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\n");
    }

    /** That an add-on has its ConfigMap says that kubeadm brought it. */
    private void configure(String addon, String key, String text) {
        var data = new TreeMap<String, String>();
        data.put(key, text);
        world.store.put(new Resource.ConfigMap(world.meta(SYSTEM, addon), data));
    }

    /** "control-plane" comes beside "master" in 1.20 and stays alone from 1.24 on (kubernetes/enhancements, KEP-2067). */
    void relabel(KubernetesVersion target) {
        for (var node : world.store.nodes()) {
            if (node.role() == Role.CONTROL_PLANE) {
                var labels = new TreeMap<>(node.meta().labels());
                if (target.series().minor() >= 20) {
                    labels.put(Taints.CONTROL_PLANE, "");
                }
                if (target.series().minor() >= 24) {
                    labels.remove(Taints.MASTER);
                }
                world.store.put(node.withMeta(node.meta().withLabels(labels)));
            }
        }
    }

    void upgradeAddons(KubernetesVersion target) {
        world.store
                .find(Resource.Deployment.class, Kind.DEPLOYMENT, SYSTEM, "coredns")
                .filter(present -> !present.template().image().equals(Images.coreDns(target)))
                .ifPresent(present -> world.store.put(present.withImage(Images.coreDns(target))));
        world.store
                .find(Resource.DaemonSet.class, Kind.DAEMON_SET, SYSTEM, "kube-proxy")
                .filter(present -> !present.template().image().equals(Images.kubeProxy(target)))
                .ifPresent(present -> world.store.put(present.withImage(Images.kubeProxy(target))));
    }
}
