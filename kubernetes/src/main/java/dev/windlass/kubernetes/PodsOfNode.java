package dev.windlass.kubernetes;

import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.DrainFilter;
import dev.windlass.kubernetes.judgement.DrainFilter.Decision;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node's pods, sorted by what a drain does with them.
 *
 * @param evict to be evicted
 * @param leaving ending already
 * @param refused what the policy does not give up, as pod and reason
 */
record PodsOfNode(List<Pod> evict, List<Pod> leaving, Map<String, String> refused) {
    static PodsOfNode read(Attempt attempt) throws ApiProblem, InterruptedException {
        var pods = attempt.objects().podsOn(attempt.node());
        var daemonSets = existing(attempt, DrainFilter.daemonSetsOf(pods));
        var evict = new ArrayList<Pod>();
        var leaving = new ArrayList<Pod>();
        var refused = new TreeMap<String, String>();
        for (var pod : pods) {
            switch (DrainFilter.decide(pod, attempt.assignment().policy(), daemonSets)) {
                case Decision.Stay stay -> {}
                case Decision.Evict now -> evict.add(pod);
                case Decision.Await end -> leaving.add(pod);
                case Decision.Refuse refuse ->
                    refused.put(
                            pod.getMetadata().getNamespace() + "/"
                                    + pod.getMetadata().getName(),
                            refuse.why());
            }
        }
        return new PodsOfNode(evict, leaving, refused);
    }

    private static Set<String> existing(Attempt attempt, Set<String> names) throws ApiProblem, InterruptedException {
        var existing = new TreeSet<String>();
        for (var name : names) {
            var slash = name.indexOf('/');
            if (attempt.objects()
                    .daemonSet(name.substring(0, slash), name.substring(slash + 1))
                    .isPresent()) {
                existing.add(name);
            }
        }
        return existing;
    }

    /**
     * Without those that have come since, because they tolerate the cordon: each would be followed by another one for ever. kubectl, too,
     * drains what was there when it began.
     *
     * @param first the uids of those that were there at the beginning
     */
    PodsOfNode since(Set<String> first) {
        return new PodsOfNode(
                evict.stream()
                        .filter(pod -> first.contains(pod.getMetadata().getUid()) || !DrainFilter.toleratesCordon(pod))
                        .toList(),
                leaving,
                refused);
    }

    /** The uids of all that are to go. */
    Set<String> uids() {
        return Stream.concat(evict.stream(), leaving.stream())
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isDrained() {
        return evict.isEmpty() && leaving.isEmpty();
    }

    Outcome refusal(Attempt attempt) {
        return Outcome.failed(
                FailureKind.DRAIN_BLOCKED,
                "node %s is not drained, because pods on it may not be evicted: %s"
                        .formatted(attempt.node(), DrainFilter.words(refused)),
                "delete or move these pods, or allow it in the request's policy (deleteUnmanagedPods, deleteEmptyDirData)");
    }
}
