package dev.windlass.kubernetes;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Workload;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.judgement.KubeadmConfig;
import dev.windlass.kubernetes.judgement.PodJudgement;
import dev.windlass.kubernetes.judgement.Scale;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * The newest word of a node's kubelet that it has started: each one says so in an event of its own, which is kept for an hour
     * (Kubernetes' pkg/kubelet/kubelet.go, BirthCry). Empty where there is none. From 1.31 on nothing else says so where a kubelet is back
     * before its node is called not Ready. Who may not read events does without.
     */
    Optional<String> startOf(NodeName name) throws ApiProblem, InterruptedException {
        try {
            return newestStart(name);
        } catch (ApiProblem problem) {
            if (problem.kind() == ApiProblem.Kind.DENIED) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private Optional<String> newestStart(NodeName name) throws ApiProblem, InterruptedException {
        return api.list(EventList.class, Resources.NODE_EVENTS, Resources.startsOn(name)).stream()
                .filter(event -> event.getSource() != null
                        && "kubelet".equals(event.getSource().getComponent()))
                .map(event ->
                        event.getLastTimestamp() + " " + event.getMetadata().getName() + " " + event.getCount())
                .max(Comparator.naturalOrder());
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
            case "Deployment" -> {
                var found = deployment(namespace, name).orElse(null);
                yield found == null
                        ? Optional.empty()
                        : counted(Scale.of(found), found, found.getSpec().getSelector());
            }
            case "ReplicaSet" -> {
                var found = replicaSet(namespace, name).orElse(null);
                yield found == null
                        ? Optional.empty()
                        : counted(Scale.of(found), found, found.getSpec().getSelector());
            }
            case "StatefulSet" -> {
                var found = api.find(StatefulSet.class, Resources.apps(namespace, "statefulsets") + "/" + name)
                        .orElse(null);
                yield found == null
                        ? Optional.empty()
                        : counted(Scale.of(found), found, found.getSpec().getSelector());
            }
            case "ReplicationController" -> {
                var found = api.find(ReplicationController.class, Resources.controllers(namespace) + "/" + name)
                        .orElse(null);
                var labels = found == null ? null : found.getSpec().getSelector();
                yield found == null
                        ? Optional.empty()
                        : counted(Scale.of(found), found, new LabelSelector(List.of(), labels));
            }
            default -> Optional.empty();
        };
    }

    /**
     * A controller's numbers are as old as the controller manager's last word; its pods are what their kubelets say of them. Every
     * controller has a selector: API servers see to it.
     */
    private Optional<Scale> counted(Scale scale, HasMetadata controller, @Nullable LabelSelector selector)
            throws ApiProblem, InterruptedException {
        if (selector == null) {
            return Optional.of(scale);
        }
        var pods = api.list(
                PodList.class, Resources.pods(controller.getMetadata().getNamespace()), Resources.selected(selector));
        return Optional.of(scale.withReady(PodJudgement.serving(pods)));
    }
}
