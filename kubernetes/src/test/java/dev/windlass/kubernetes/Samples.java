package dev.windlass.kubernetes;

import dev.windlass.kubernetes.judgement.ControlPlaneJudgement;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Objects as API servers give them, to be varied by tests. */
public final class Samples {
    private Samples() {}

    /** A worker that is Ready; its heartbeat was at {@code heartbeat}. */
    public static Node node(String name, String version, Instant heartbeat) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withResourceVersion("7")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withNewNodeInfo()
                .withKubeletVersion(version)
                .withMachineID("id-" + name)
                .endNodeInfo()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastHeartbeatTime(heartbeat.toString())
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .endCondition()
                .endStatus()
                .build();
    }

    public static Node controlPlane(String name, String version, Instant heartbeat) {
        return new NodeBuilder(node(name, version, heartbeat))
                .editMetadata()
                .addToLabels("node-role.kubernetes.io/master", "")
                .endMetadata()
                .build();
    }

    /** A node that is cordoned by an upgrade with a token. */
    public static Node cordoned(String name, String upgrade, long token) {
        return new NodeBuilder(node(name, "v1.19.9", Instant.EPOCH))
                .editMetadata()
                .addToAnnotations("windlass.dev/cordoned-by", upgrade)
                .addToAnnotations("windlass.dev/token", String.valueOf(token))
                .endMetadata()
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();
    }

    public static Lease lease(String node, Instant renewed) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(node)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(node)
                .withRenewTime(renewed.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    /** A running, Ready pod of a ReplicaSet. */
    public static Pod pod(String name, String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid("uid-" + name)
                .withResourceVersion("1")
                .addToLabels("app", "web")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName("web-1")
                .withUid("uid-web-1")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("c")
                .withImage("example/web:1")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    public static Pod daemonPod(String name, String node, String daemonSet) {
        return new PodBuilder(pod(name, node))
                .editMetadata()
                .editFirstOwnerReference()
                .withKind("DaemonSet")
                .withName(daemonSet)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    public static Pod mirrorPod(String component, String node, String tag) {
        var image = "registry.example:5000/" + component + ":" + tag;
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName(component + "-" + node)
                .withUid("uid-" + component + node)
                .addToAnnotations("kubernetes.io/config.mirror", "hash")
                .addToLabels("tier", "control-plane")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName(component)
                .withImage(image)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .addNewContainerStatus()
                .withName(component)
                .withImage(image)
                .withRestartCount(0)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    /** The static pods of a control plane, by component. */
    public static Map<String, Pod> components(String node, String version, String etcd) {
        var pods = new TreeMap<String, Pod>();
        ControlPlaneJudgement.VERSIONED.forEach(component -> pods.put(component, mirrorPod(component, node, version)));
        pods.put("etcd", mirrorPod("etcd", node, etcd));
        return pods;
    }

    public static ConfigMap kubeadmConfig(String version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("kubeadm-config")
                .endMetadata()
                .addToData("ClusterConfiguration", """
                        apiVersion: kubeadm.k8s.io/v1beta2
                        kind: ClusterConfiguration
                        etcd:
                          local:
                            dataDir: /var/lib/etcd
                        kubernetesVersion: %s
                        """.formatted(version))
                .build();
    }
}
