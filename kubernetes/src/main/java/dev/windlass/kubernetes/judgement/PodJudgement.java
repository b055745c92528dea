package dev.windlass.kubernetes.judgement;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the pods that belong to a node, and would not be drained from it, are Ready. */
public final class PodJudgement {
    private PodJudgement() {}

    /** The static pods of a node. */
    public static List<Shortfall> mirrorPods(List<Pod> podsOnNode) {
        return podsOnNode.stream()
                .filter(DrainFilter::isMirror)
                .filter(pod -> !Reading.isReady(pod))
                .map(PodJudgement::unready)
                .toList();
    }

    /**
     * The pods of DaemonSets that are not Ready, by their DaemonSet as namespace/name. What was so before the node was taken is not the
     * upgrade's doing.
     *
     * @param taken when it was; empty where it is not known
     */
    public static Map<String, List<Pod>> unreadyDaemonPods(List<Pod> podsOnNode, Optional<Instant> taken) {
        return podsOnNode.stream()
                .filter(pod -> !Reading.isTerminating(pod) && !Reading.isReady(pod))
                .filter(pod -> taken.isEmpty()
                        || !Reading.unreadySince(pod)
                                .filter(since -> since.isBefore(taken.get()))
                                .isPresent())
                .filter(pod -> Reading.controller(pod)
                        .map(owner -> "DaemonSet".equals(owner.getKind()))
                        .orElse(false))
                .collect(Collectors.groupingBy(
                        pod -> pod.getMetadata().getNamespace() + "/"
                                + Reading.controller(pod).orElseThrow().getName(),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /**
     * Whether a DaemonSet has no available pod on half of the other nodes, or on more of them: then this one says nothing about its node.
     *
     * @param unreadyHere how many of its pods are not Ready on the node that is judged
     */
    public static boolean isDownElsewhere(DaemonSet daemonSet, int unreadyHere) {
        var status = daemonSet.getStatus();
        if (status == null) {
            return false;
        }
        var elsewhere = RolloutJudgement.count(status.getDesiredNumberScheduled()) - unreadyHere;
        var lacking = elsewhere - RolloutJudgement.count(status.getNumberAvailable());
        return lacking > 0 && 2 * lacking >= elsewhere;
    }

    /** How many of some pods serve. */
    public static int serving(List<Pod> pods) {
        return (int) pods.stream()
                .filter(pod -> Reading.isReady(pod) && !Reading.isTerminating(pod))
                .count();
    }

    /**
     * Whether some pods wait for a node that takes them, and all others are Ready or going. One that a kubelet has refused or evicted
     * stays beside its replacement until somebody clears it away.
     */
    public static boolean lackOnlyNodes(List<Pod> pods) {
        var unready = pods.stream()
                .filter(pod -> !Reading.isReady(pod) && !Reading.isTerminating(pod) && !Reading.isFinished(pod))
                .toList();
        return !unready.isEmpty() && unready.stream().allMatch(Reading::isUnschedulable);
    }

    public static Shortfall unready(Pod pod) {
        return new Shortfall("pod " + Reading.name(pod), "not Ready" + Reading.why(pod), "Ready");
    }

    /** Restart counters of the static pods, by pod and container. */
    public static Map<String, Integer> restarts(List<Pod> podsOnNode) {
        var mirrors = podsOnNode.stream()
                .filter(DrainFilter::isMirror)
                .collect(Collectors.toMap(
                        pod -> pod.getMetadata().getName(), pod -> pod, (one, other) -> one, TreeMap::new));
        return ControlPlaneJudgement.restarts(mirrors);
    }
}
