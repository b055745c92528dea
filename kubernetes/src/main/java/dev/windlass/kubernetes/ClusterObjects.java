package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Workload;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.Scale;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a cluster that actions read, by what they are. Each call is one fresh read. */
record ClusterObjects(ClusterApi api) {
    List<Node> nodes() throws ApiProblem, InterruptedException {
        return api.list(NodeList.class, Resources.NODES, Map.of());
    }

    Optional<Node> node(NodeName name) throws ApiProblem, InterruptedException {
        return api.find(Node.class, Resources.node(name));
    }

    Optional<Lease> lease(NodeName name) throws ApiProblem, InterruptedException {
        return api.find(Lease.class, Resources.lease(name));
    }

    List<Pod> podsOn(NodeName name) throws ApiProblem, InterruptedException {
        return api.list(PodList.class, Resources.PODS, Resources.onNode(name));
    }

    Optional<Pod> systemPod(String name) throws ApiProblem, InterruptedException {
        return api.find(Pod.class, Resources.systemPod(name));
    }

    List<Pod> controlPlanePods() throws ApiProblem, InterruptedException {
        return api.list(PodList.class, Resources.SYSTEM_PODS, Resources.CONTROL_PLANE_PODS);
    }

    List<Pod> podsOf(Deployment deployment) throws ApiProblem, InterruptedException {
        var namespace = deployment.getMetadata().getNamespace();
        return api.list(
                PodList.class,
                Resources.pods(namespace),
                Resources.labelled(deployment.getSpec().getSelector().getMatchLabels()));
    }

    boolean hasConfigMap(String name) throws ApiProblem, InterruptedException {
        return api.find(ConfigMap.class, Resources.configMap(name)).isPresent();
    }

    /** @throws dev.windlass.core.cluster.InvalidValue when the version in it is not a released one */
    Optional<KubeadmConfig> kubeadmConfig() throws ApiProblem, InterruptedException {
        return api.find(ConfigMap.class, Resources.configMap(KubeadmConfig.NAME))
                .flatMap(KubeadmConfig::read);
    }

    /** The version of whichever API server answered. */
    String apiServerVersion() throws ApiProblem, InterruptedException {
        var version = api.get(VersionInfo.class, "/version").getGitVersion();
        return version == null ? "unknown" : version;
    }

    Optional<DaemonSet> daemonSet(String namespace, String name) throws ApiProblem, InterruptedException {
        return api.find(DaemonSet.class, Resources.apps(namespace, "daemonsets") + "/" + name);
    }

    Optional<Deployment> deployment(String namespace, String name) throws ApiProblem, InterruptedException {
        return api.find(Deployment.class, Resources.apps(namespace, "deployments") + "/" + name);
    }

    Optional<ReplicaSet> replicaSet(String namespace, String name) throws ApiProblem, InterruptedException {
        return api.find(ReplicaSet.class, Resources.apps(namespace, "replicasets") + "/" + name);
    }

    /** How a controller stands; empty when it is gone or of a kind that has no replicas. */
    Optional<Scale> scale(Workload workload) throws ApiProblem, InterruptedException {
        return scale(workload.namespace(), workload.kind(), workload.name());
    }

    Optional<Scale> scale(String namespace, String kind, String name) throws ApiProblem, InterruptedException {
        return switch (kind) {
            case "Deployment" -> deployment(namespace, name).map(Scale::of);
            case "ReplicaSet" -> replicaSet(namespace, name).map(Scale::of);
            case "StatefulSet" ->
                api.find(StatefulSet.class, Resources.apps(namespace, "statefulsets") + "/" + name)
                        .map(Scale::of);
            case "ReplicationController" ->
                api.find(ReplicationController.class, Resources.controllers(namespace) + "/" + name)
                        .map(Scale::of);
            default -> Optional.empty();
        };
    }
}
