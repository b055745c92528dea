package dev.windlass.kubernetes.judgement;

import dev.windlass.core.request.Policy;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a drain does with each pod of a node. The rules are kubectl's (kubectl's pkg/drain/filters.go), but for two: a pod that is
 * ending already is only waited for, and what a policy must allow is asked of the request, not of flags.
 */
public final class DrainFilter {
    /** Kubernetes' mark on the shadow of a pod that a kubelet starts from a file. */
    static final String MIRROR = "kubernetes.io/config.mirror";

    /** What a cordon is to the scheduler. */
    private static final String CORDON = "node.kubernetes.io/unschedulable";

    private DrainFilter() {}

    /** What is to be done with a pod. */
    public sealed interface Decision {
        /** It stays: its DaemonSet or its file would only bring it back. */
        record Stay() implements Decision {}

        /** It is to go. */
        record Evict() implements Decision {}

        /** It is ending; wait for that. */
        record Await() implements Decision {}

        /** Evicting it would lose something that the request's policy does not give up. */
        record Refuse(String why) implements Decision {}
    }

    /**
     * The DaemonSets that a set of pods claims to belong to, as namespace/name: the caller looks which of them are there, because
     * nobody brings back a pod whose DaemonSet was deleted.
     */
    public static SortedSet<String> daemonSetsOf(List<Pod> pods) {
        return pods.stream().flatMap(pod -> daemonSet(pod).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param daemonSets those of {@link #daemonSetsOf} that are there */
    public static Decision decide(Pod pod, Policy policy, Set<String> daemonSets) {
        var daemonSet = daemonSet(pod);
        if (isMirror(pod) || daemonSet.filter(daemonSets::contains).isPresent()) {
            return new Decision.Stay();
        }
        if (Reading.isTerminating(pod)) {
            return new Decision.Await();
        }
        if (Reading.isFinished(pod)) {
            return new Decision.Evict();
        }
        var emptyDir = emptyDir(pod);
        if (emptyDir.isPresent() && !policy.deleteEmptyDirData()) {
            return new Decision.Refuse("its emptyDir volume '" + emptyDir.get() + "' would be lost");
        }
        var orphan = daemonSet.isPresent() || Reading.controller(pod).isEmpty();
        if (orphan && !policy.deleteUnmanagedPods()) {
            return new Decision.Refuse(daemonSet
                    .map(name -> "its DaemonSet " + name + " is gone, so nothing would create it again")
                    .orElse("no controller would create it again"));
        }
        return new Decision.Evict();
    }

    /** Whether the scheduler may put it on a cordoned node: a cordon is a taint to it (Kubernetes' TaintNodesByCondition). */
    public static boolean toleratesCordon(Pod pod) {
        return pod.getSpec() != null
                && pod.getSpec().getTolerations() != null
                && pod.getSpec().getTolerations().stream().anyMatch(DrainFilter::isOfCordon);
    }

    private static boolean isOfCordon(Toleration toleration) {
        var key = toleration.getKey() == null ? "" : toleration.getKey();
        var effect = toleration.getEffect() == null ? "" : toleration.getEffect();
        var value = toleration.getValue() == null ? "" : toleration.getValue();
        var everything = key.isEmpty() && "Exists".equals(toleration.getOperator());
        var itself = key.equals(CORDON) && ("Exists".equals(toleration.getOperator()) || value.isEmpty());
        return (everything || itself) && (effect.isEmpty() || effect.equals("NoSchedule"));
    }

    static boolean isMirror(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(MIRROR);
    }

    private static Optional<String> daemonSet(Pod pod) {
        return Reading.controller(pod)
                .filter(owner -> "DaemonSet".equals(owner.getKind()))
                .map(OwnerReference::getName)
                .map(name -> pod.getMetadata().getNamespace() + "/" + name);
    }

    private static Optional<String> emptyDir(Pod pod) {
        return pod.getSpec() == null || pod.getSpec().getVolumes() == null
                ? Optional.empty()
                : pod.getSpec().getVolumes().stream()
                        .filter(volume -> volume.getEmptyDir() != null)
                        .findFirst()
                        .map(Volume::getName);
    }

    /** What is in the way of a drain, each pod by name. */
    public static String words(Map<String, String> refused) {
        return refused.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
