package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the static pods of a control-plane node are what a kubeadm upgrade should have made of them, seen through their mirror
 * pods, which are named COMPONENT-NODE in kube-system.
 *
 * <p>A pod's spec changes before its container does, so the image in its status counts too. An image that the runtime reports by
 * digest alone says nothing about its version and is believed.
 */
public final class ControlPlaneJudgement {
    public static final String API_SERVER = "kube-apiserver";

    /** The components that carry Kubernetes' own version. */
    public static final List<String> VERSIONED = List.of(API_SERVER, "kube-controller-manager", "kube-scheduler");

    public static final String ETCD = "etcd";

    private ControlPlaneJudgement() {}

    /**
     * What the node's control plane should be.
     *
     * @param etcdImage the image that kubeadm chose; empty when it is not known, then any version of etcd will do
     * @param externalEtcd etcd is not on this node
     */
    public record Expected(NodeName node, KubernetesVersion version, String etcdImage, boolean externalEtcd) {}

    /** The name of a component's mirror pod. */
    public static String podName(String component, NodeName node) {
        return component + "-" + node;
    }

    /** @param pods the node's mirror pods, by component; a component that has none is absent */
    public static List<Shortfall> judge(Map<String, Pod> pods, Expected expected) {
        var shortfalls = new ArrayList<Shortfall>();
        for (var component : VERSIONED) {
            shortfalls.addAll(component(component, pods, expected));
        }
        if (!expected.externalEtcd()) {
            shortfalls.addAll(etcd(pods, expected));
        }
        return shortfalls;
    }

    /** Whether they are all there and Ready, whatever their version. */
    public static List<Shortfall> ready(Map<String, Pod> pods, NodeName node, boolean externalEtcd) {
        var components = new ArrayList<>(VERSIONED);
        if (!externalEtcd) {
            components.add(ETCD);
        }
        return components.stream()
                .flatMap(component -> ready(pods.get(component), podName(component, node)).stream())
                .toList();
    }

    /** The version in the API server's spec, where its image has one. */
    public static Optional<KubernetesVersion> apiServerVersion(Map<String, Pod> pods) {
        return Optional.ofNullable(pods.get(API_SERVER))
                .flatMap(pod -> specImage(pod, API_SERVER))
                .flatMap(ImageTag::of)
                .flatMap(ImageTag::version);
    }

    /** Restart counters by pod and container, to be compared with those seen before: in a stable control plane none moves. */
    public static Map<String, Integer> restarts(Map<String, Pod> pods) {
        var counters = new TreeMap<String, Integer>();
        pods.values()
                .forEach(pod -> Reading.containers(pod)
                        .forEach(container -> counters.put(
                                pod.getMetadata().getName() + "/" + container.getName(),
                                container.getRestartCount() == null ? 0 : container.getRestartCount())));
        return counters;
    }

    private static List<Shortfall> component(String component, Map<String, Pod> pods, Expected expected) {
        var name = podName(component, expected.node());
        var pod = pods.get(component);
        if (pod == null) {
            return List.of(new Shortfall("pod kube-system/" + name, "absent", "Ready at " + expected.version()));
        }
        var shortfalls = new ArrayList<Shortfall>();
        specImage(pod, component)
                .filter(image -> !isVersion(image, expected.version()))
                .ifPresent(image ->
                        shortfalls.add(new Shortfall("image of " + name, image, component + ":" + expected.version())));
        runningImage(pod, component)
                .filter(image -> ImageTag.of(image).isPresent() && !isVersion(image, expected.version()))
                .ifPresent(image -> shortfalls.add(
                        new Shortfall("running container of " + name, image, component + ":" + expected.version())));
        ready(pod, name).ifPresent(shortfalls::add);
        return shortfalls;
    }

    private static List<Shortfall> etcd(Map<String, Pod> pods, Expected expected) {
        var name = podName(ETCD, expected.node());
        var pod = pods.get(ETCD);
        if (pod == null) {
            return ready(pod, name).stream().toList();
        }
        var shortfalls = new ArrayList<Shortfall>();
        var wanted = ImageTag.of(expected.etcdImage());
        if (wanted.isPresent()) {
            // kubeadm leaves a newer etcd alone, so newer is well.
            specImage(pod, ETCD)
                    .filter(image -> isOlder(image, wanted.get()))
                    .ifPresent(image -> shortfalls.add(
                            new Shortfall("image of " + name, image, "etcd:" + wanted.get() + " or newer")));
            runningImage(pod, ETCD)
                    .filter(image -> ImageTag.of(image).isPresent() && isOlder(image, wanted.get()))
                    .ifPresent(image -> shortfalls.add(new Shortfall(
                            "running container of " + name, image, "etcd:" + wanted.get() + " or newer")));
        }
        ready(pod, name).ifPresent(shortfalls::add);
        return shortfalls;
    }

    private static Optional<Shortfall> ready(@Nullable Pod pod, String name) {
        if (pod == null) {
            return Optional.of(new Shortfall("pod kube-system/" + name, "absent", "Ready"));
        }
        if (Reading.isReady(pod) && !Reading.isTerminating(pod)) {
            return Optional.empty();
        }
        return Optional.of(new Shortfall("pod kube-system/" + name, "not Ready" + Reading.why(pod), "Ready"));
    }

    private static boolean isVersion(String image, KubernetesVersion version) {
        return ImageTag.of(image).flatMap(ImageTag::version).equals(Optional.of(version));
    }

    private static boolean isOlder(String image, ImageTag wanted) {
        return !ImageTag.of(image).map(tag -> tag.sameOrNewerThan(wanted)).orElse(false);
    }

    /** The image in the pod's spec; a pod without such a container counts as an image without a name. */
    static Optional<String> specImage(Pod pod, String container) {
        return Optional.of(pod.getSpec().getContainers().stream()
                .filter(candidate -> container.equals(candidate.getName()))
                .findFirst()
                .map(Container::getImage)
                .orElse("none"));
    }

    private static Optional<String> runningImage(Pod pod, String container) {
        return Reading.containers(pod).stream()
                .filter(candidate -> container.equals(candidate.getName()))
                .findFirst()
                .map(ContainerStatus::getImage);
    }
}
