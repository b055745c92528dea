package dev.windlass.kubernetes.judgement;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose turn it is to be evicted. A pod that was refused waits: as long as the server says, else 5 s growing to 30 s; but it is
 * tried again at once when its budget allows a disruption or when the pod itself has changed.
 *
 * @param now those to ask for now
 * @param next how long until the next refused pod has its turn, if nothing changes before
 */
public record EvictionTurn(List<Pod> now, Duration next) {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** Between two tries of one pod whatever its budget says: the disruption controller may be a moment behind. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    /**
     * A pod's eviction that was answered with "not now".
     *
     * @param times how often in a row
     * @param at when the last time was
     * @param patience how long not to ask again if nothing changes
     * @param podVersion the pod's resourceVersion then, to be compared for equality only
     * @param why the server's words
     */
    public record Refusal(int times, Instant at, Duration patience, String podVersion, String why) {
        /** One more refusal of the same pod. */
        public static Refusal after(
                Optional<Refusal> former, Instant at, Optional<Duration> retryAfter, Pod pod, String why) {
            var times = former.map(Refusal::times).orElse(0) + 1;
            var wait = retryAfter.orElse(
                    FIRST_WAIT.multipliedBy(1L << Math.min(times - 1, 3)).compareTo(LONGEST_WAIT) < 0
                            ? FIRST_WAIT.multipliedBy(1L << Math.min(times - 1, 3))
                            : LONGEST_WAIT);
            return new Refusal(times, at, wait, version(pod), why);
        }
    }

    /** @param refusals of the pods that were refused, by UID */
    public static EvictionTurn of(List<Pod> pods, Map<String, Refusal> refusals, List<Budget> budgets, Instant now) {
        var turn = new ArrayList<Pod>();
        var wait = LONGEST_WAIT;
        for (var pod : pods) {
            var refusal = refusals.get(pod.getMetadata().getUid());
            var due = refusal == null ? now : due(pod, refusal, budgets);
            if (!due.isAfter(now)) {
                turn.add(pod);
            } else if (Duration.between(now, due).compareTo(wait) < 0) {
                wait = Duration.between(now, due);
            }
        }
        return new EvictionTurn(List.copyOf(turn), wait);
    }

    private static Instant due(Pod pod, Refusal refusal, List<Budget> budgets) {
        var covering = budgets.stream().filter(budget -> budget.covers(pod)).toList();
        var allowed = !covering.isEmpty() && covering.stream().allMatch(budget -> budget.disruptionsAllowed() > 0);
        var changed = !refusal.podVersion().equals(version(pod));
        var wait = allowed || changed ? SHORTEST_WAIT : refusal.patience();
        return refusal.at().plus(wait);
    }

    private static String version(Pod pod) {
        var version = pod.getMetadata().getResourceVersion();
        return version == null ? "" : version;
    }

    /** Why a refused pod stays, naming its budgets where they are known. */
    public static String why(Pod pod, Refusal refusal, List<Budget> budgets) {
        var covering = budgets.stream().filter(budget -> budget.covers(pod)).toList();
        return covering.isEmpty()
                ? refusal.why()
                : covering.stream().map(Budget::words).collect(Collectors.joining(" and "));
    }
}
