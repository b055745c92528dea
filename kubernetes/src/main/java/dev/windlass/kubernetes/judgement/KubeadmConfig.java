package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;

/**
 * What kubeadm keeps about its cluster in ConfigMap kube-system/kubeadm-config, key ClusterConfiguration.
 *
 * @param version what the last finished kubeadm init or upgrade apply wrote
 * @param externalEtcd whether etcd is not kubeadm's, and so has no static pod
 */
public record KubeadmConfig(KubernetesVersion version, boolean externalEtcd) {
    public static final String NAMESPACE = "kube-system";
    public static final String NAME = "kubeadm-config";

    /**
     * @throws InvalidValue when the version in it is not a released one
     * @return empty when the ConfigMap is not kubeadm's
     */
    public static Optional<KubeadmConfig> read(ConfigMap map) {
        var yaml = map.getData() == null ? null : map.getData().get("ClusterConfiguration");
        if (yaml == null || !(yamlValue(yaml) instanceof Map<?, ?> configuration)) {
            return Optional.empty();
        }
        if (!(configuration.get("kubernetesVersion") instanceof String version)) {
            return Optional.empty();
        }
        var external = configuration.get("etcd") instanceof Map<?, ?> etcd && etcd.get("external") != null;
        return Optional.of(new KubeadmConfig(KubernetesVersion.parse(version), external));
    }

    private static Object yamlValue(String yaml) {
        try {
            return Serialization.unmarshal(yaml, Object.class);
        } catch (RuntimeException | StackOverflowError notYaml) {
            // A list that contains itself is YAML, and has no end for who copies it.
            return "";
        }
    }
}
