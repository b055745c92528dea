package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether controllers have brought their pods up: add-ons after a control plane was raised, and workloads after a drain. */
public final class RolloutJudgement {
    private RolloutJudgement() {}

    /**
     * Whether kube-proxy runs at a version on every node. kubeadm brings it with the control plane.
     *
     * @param daemonSet null when it was not found
     */
    public static List<Shortfall> kubeProxy(@Nullable DaemonSet daemonSet, KubernetesVersion version) {
        if (daemonSet == null) {
            return List.of(new Shortfall("DaemonSet kube-system/kube-proxy", "absent", "rolled out at " + version));
        }
        var shortfalls = new ArrayList<>(daemonSet(daemonSet));
        var image = kubeProxyImage(daemonSet);
        if (!ImageTag.of(image).flatMap(ImageTag::version).equals(Optional.of(version))) {
            shortfalls.addFirst(
                    new Shortfall("image of DaemonSet kube-system/kube-proxy", image, "kube-proxy:" + version));
        }
        return shortfalls;
    }

    /** The image that kube-proxy is to have; "none" without such a container. */
    public static String kubeProxyImage(DaemonSet daemonSet) {
        return image(daemonSet.getSpec().getTemplate(), "kube-proxy");
    }

    /** Whether every pod of it is of the newest generation and available. */
    public static List<Shortfall> daemonSet(DaemonSet daemonSet) {
        var subject = "DaemonSet " + daemonSet.getMetadata().getNamespace() + "/"
                + daemonSet.getMetadata().getName();
        var status = daemonSet.getStatus();
        if (status == null
                || less(status.getObservedGeneration(), daemonSet.getMetadata().getGeneration())) {
            return List.of(new Shortfall(subject, "not yet seen by its controller", "rolled out"));
        }
        var desired = count(status.getDesiredNumberScheduled());
        var shortfalls = new ArrayList<Shortfall>();
        if (count(status.getUpdatedNumberScheduled()) < desired) {
            shortfalls.add(new Shortfall(
                    subject,
                    "updated on " + count(status.getUpdatedNumberScheduled()) + " nodes",
                    "updated on " + desired,
                    desired - count(status.getUpdatedNumberScheduled())));
        }
        if (count(status.getNumberAvailable()) < desired) {
            shortfalls.add(new Shortfall(
                    subject,
                    "available on " + count(status.getNumberAvailable()) + " nodes",
                    "available on " + desired,
                    desired - count(status.getNumberAvailable())));
        }
        return shortfalls;
    }

    /** Whether every replica of it is of the newest generation and available. */
    public static List<Shortfall> deployment(Deployment deployment) {
        var subject = "Deployment " + deployment.getMetadata().getNamespace() + "/"
                + deployment.getMetadata().getName();
        var status = deployment.getStatus();
        if (status == null
                || less(status.getObservedGeneration(), deployment.getMetadata().getGeneration())) {
            return List.of(new Shortfall(subject, "not yet seen by its controller", "rolled out"));
        }
        var wanted = deployment.getSpec().getReplicas() == null
                ? 1
                : deployment.getSpec().getReplicas();
        if (count(status.getUpdatedReplicas()) < wanted
                || count(status.getAvailableReplicas()) < wanted
                || count(status.getReplicas()) > wanted) {
            return List.of(new Shortfall(
                    subject,
                    "%d updated, %d available, %d in all"
                            .formatted(
                                    count(status.getUpdatedReplicas()),
                                    count(status.getAvailableReplicas()),
                                    count(status.getReplicas())),
                    wanted + " of each"));
        }
        return List.of();
    }

    /**
     * Whether a workload whose pods were evicted has as many available as before, or as many as it is now asked for if that is
     * less. One that was deleted meanwhile is not missed.
     *
     * @param now null when it is gone
     */
    public static Optional<Shortfall> available(Workload before, @Nullable Scale now) {
        if (now == null) {
            return Optional.empty();
        }
        var wanted = Math.min(now.wanted(), before.available());
        if (now.observed() && now.available() >= wanted) {
            return Optional.empty();
        }
        return Optional.of(new Shortfall(
                before.toString(),
                now.observed() ? now.available() + " available" : "not yet seen by its controller",
                wanted + " available"));
    }

    private static String image(@Nullable PodTemplateSpec template, String container) {
        return template == null || template.getSpec() == null
                ? "none"
                : template.getSpec().getContainers().stream()
                        .filter(candidate -> container.equals(candidate.getName()))
                        .findFirst()
                        .map(Container::getImage)
                        .orElse("none");
    }

    static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    static boolean less(@Nullable Long observed, @Nullable Long generation) {
        return (observed == null ? 0 : observed) < (generation == null ? 0 : generation);
    }
}
