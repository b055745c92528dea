package dev.windlass.kubernetes.judgement;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what old and new servers may leave out. */
final class Reading {
    private Reading() {}

    static Optional<NodeCondition> ready(Node node) {
        if (node.getStatus() == null || node.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return node.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    static boolean isReady(Node node) {
        return ready(node)
                .map(condition -> "True".equals(condition.getStatus()))
                .orElse(false);
    }

    static boolean isReady(Pod pod) {
        return hasCondition(
                pod, condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** Since when its Ready condition is not True, by its kubelet's clock; empty where it has none. */
    static Optional<Instant> unreadySince(Pod pod) {
        if (pod.getStatus() == null || pod.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()) && !"True".equals(condition.getStatus()))
                .flatMap(condition -> instant(condition.getLastTransitionTime()).stream())
                .findFirst();
    }

    /** Empty for what is no time. */
    static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** Whether the scheduler has said that no node takes it now. */
    static boolean isUnschedulable(Pod pod) {
        return hasCondition(
                pod,
                condition ->
                        "PodScheduled".equals(condition.getType()) && "Unschedulable".equals(condition.getReason()));
    }

    private static boolean hasCondition(Pod pod, Predicate<PodCondition> wanted) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream().anyMatch(wanted);
    }

    static boolean isFinished(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    static List<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? List.of()
                : pod.getStatus().getContainerStatuses();
    }

    /** The owner that will create it again, as Kubernetes marks it. */
    static Optional<OwnerReference> controller(Pod pod) {
        return controller(pod.getMetadata().getOwnerReferences());
    }

    static Optional<OwnerReference> controller(@Nullable List<OwnerReference> owners) {
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .findFirst();
    }

    static String name(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }

    /** Why a pod is not Ready, as " (CrashLoopBackOff)", where its containers say so. */
    static String why(Pod pod) {
        return containers(pod).stream()
                .filter(container -> container.getState() != null
                        && container.getState().getWaiting() != null
                        && container.getState().getWaiting().getReason() != null)
                .findFirst()
                .map(container -> " (" + container.getState().getWaiting().getReason() + ")")
                .orElse("");
    }
}
