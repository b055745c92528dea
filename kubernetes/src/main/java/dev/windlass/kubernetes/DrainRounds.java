package dev.windlass.kubernetes;

import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Evictions;
import dev.windlass.kubernetes.judgement.Budget;
import dev.windlass.kubernetes.judgement.EvictionTurn;
import dev.windlass.kubernetes.judgement.EvictionTurn.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rounds of one drain: whom to ask to go, who was refused and why, who is gone. Used by one thread. */
final class DrainRounds {
    /** How many evictions are asked for at the same time. */
    private static final int IN_FLIGHT = 20;

    private static final int MOST_NAMED = 5;

    private final Attempt attempt;
    private final Lookout lookout;
    private final Evictions evictions;
    private final AtOnce asking;
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();
    private final Set<String> everSeen = new LinkedHashSet<>();
    private List<Budget> budgets = List.of();

    DrainRounds(Attempt attempt, Lookout lookout, Evictions evictions) {
        this.attempt = attempt;
        this.lookout = lookout;
        this.evictions = evictions;
        this.asking = new AtOnce(attempt.clockwork(), IN_FLIGHT);
    }

    Optional<String> budgetsPath() {
        return evictions.budgetsPath();
    }

    /** How many pods there were to go. */
    int total() {
        return everSeen.size();
    }

    Seen next(PodsOfNode pods) throws ApiProblem, InterruptedException {
        var present = Stream.concat(pods.evict().stream(), pods.leaving().stream())
                .map(DrainRounds::uid)
                .toList();
        everSeen.addAll(present);
        refusals.keySet().retainAll(present);
        if (!lookout.now().isBefore(lookout.deadline())) {
            return new Seen.Ended(late(pods));
        }
        // Budgets are read before asking again, because one that allows a disruption now is a reason to ask at once.
        budgets = refusals.isEmpty() ? List.of() : evictions.budgets();
        var turn = EvictionTurn.of(pods.evict(), refusals, budgets, lookout.now());
        var several = evict(turn.now());
        if (several.isPresent()) {
            return new Seen.Ended(several.get());
        }
        budgets = refusals.isEmpty() ? List.of() : evictions.budgets();
        var next =
                EvictionTurn.of(pods.evict(), refusals, budgets, lookout.now()).next();
        return new Seen.Working(words(pods, present.size()), next);
    }

    private Optional<Outcome> evict(List<Pod> pods) throws ApiProblem, InterruptedException {
        Optional<Outcome> blocked = Optional.empty();
        Optional<ApiProblem> problem = Optional.empty();
        var results = asking.all("eviction", pods.stream().map(this::eviction).toList());
        for (var i = 0; i < pods.size(); i++) {
            var pod = pods.get(i);
            try {
                switch (results.get(i).get()) {
                    case Evictions.Result.Accepted accepted -> refusals.remove(uid(pod));
                    case Evictions.Result.Gone gone -> refusals.remove(uid(pod));
                    case Evictions.Result.Refused refused -> refused(pod, refused);
                    case Evictions.Result.SeveralBudgets several -> blocked = Optional.of(severalBudgets(pod, several));
                }
            } catch (ExecutionException failed) {
                problem = Optional.of(problemOf(failed));
            }
        }
        if (blocked.isEmpty() && problem.isPresent()) {
            throw problem.get();
        }
        return blocked;
    }

    private Callable<Evictions.Result> eviction(Pod pod) {
        return () -> evictions.evict(pod);
    }

    private static ApiProblem problemOf(ExecutionException failed) {
        return switch (failed.getCause()) {
            case ApiProblem problem -> problem;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failed.getCause());
        };
    }

    private void refused(Pod pod, Evictions.Result.Refused answer) {
        var former = Optional.ofNullable(refusals.get(uid(pod)));
        refusals.put(uid(pod), Refusal.after(former, lookout.now(), answer.retryAfter(), pod, answer.why()));
    }

    private Outcome severalBudgets(Pod pod, Evictions.Result.SeveralBudgets answer)
            throws ApiProblem, InterruptedException {
        var covering = evictions.budgets().stream()
                .filter(budget -> budget.covers(pod))
                .map(budget -> budget.namespace() + "/" + budget.name())
                .collect(Collectors.joining(" and "));
        return Outcome.failed(
                FailureKind.DRAIN_BLOCKED,
                "pod %s cannot be evicted: %s"
                        .formatted(
                                name(pod),
                                covering.isEmpty()
                                        ? answer.why()
                                        : "PodDisruptionBudgets " + covering
                                                + " both protect it, and Kubernetes evicts no such pod"),
                "leave one budget for each pod, then retry");
    }

    private Outcome late(PodsOfNode pods) {
        var left = Stream.concat(
                        pods.evict().stream().map(pod -> name(pod) + " (" + whyStaying(pod) + ")"),
                        pods.leaving().stream().map(pod -> name(pod) + " (" + whyLeaving(pod) + ")"))
                .collect(Collectors.joining(", "));
        return Outcome.failed(
                FailureKind.DRAIN_BLOCKED,
                "node %s was not drained within %s: %s"
                        .formatted(
                                attempt.node(),
                                Lookout.words(attempt.drainTerms().deadline()),
                                left),
                "make room for these pods elsewhere or change their budgets, then retry; or give a longer drain deadline");
    }

    private String whyStaying(Pod pod) {
        return Optional.ofNullable(refusals.get(uid(pod)))
                .map(refusal -> EvictionTurn.why(pod, refusal, budgets))
                .orElse("not yet evicted");
    }

    private static String whyLeaving(Pod pod) {
        var finalizers = pod.getMetadata().getFinalizers();
        var since = "ending since " + pod.getMetadata().getDeletionTimestamp();
        return finalizers == null || finalizers.isEmpty()
                ? since
                : since + ", held by finalizers " + String.join(", ", finalizers);
    }

    private String words(PodsOfNode pods, int left) {
        var parts = new ArrayList<String>();
        parts.add("%d of %d pods gone".formatted(everSeen.size() - left, everSeen.size()));
        var refused = pods.evict().stream()
                .filter(pod -> refusals.containsKey(uid(pod)))
                .collect(Collectors.groupingBy(this::whyStaying, TreeMap::new, Collectors.toList()));
        refused.forEach(
                (why, held) -> parts.add("waiting for %s, so %s may not be evicted".formatted(why, names(held))));
        if (!pods.leaving().isEmpty()) {
            parts.add("waiting for the end of " + names(pods.leaving()));
        }
        return String.join("; ", parts);
    }

    private static String names(List<Pod> pods) {
        var named = pods.stream().limit(MOST_NAMED).map(DrainRounds::name).collect(Collectors.joining(", "));
        return pods.size() <= MOST_NAMED ? named : named + " and " + (pods.size() - MOST_NAMED) + " more";
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
