package dev.windlass.kubernetes;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.Shortfall;
import dev.windlass.kubernetes.judgement.Stability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks at a cluster until it is as it should be, or time is up. A look is made at the start, whenever a watch saw a change, and as
 * often as the poll says. Only an answer is evidence: an API server that does not answer, which is expected while control planes are
 * upgraded, is neither good nor bad. Used once, by one thread.
 */
final class Lookout {
    /** Between two looks, however busy the cluster is. */
    private static final Duration BREATH = Duration.ofMillis(50);

    private static final Duration AFTER_A_PROBLEM = Duration.ofSeconds(1);

    /** How often to look when nothing but that is missing. */
    private static final Duration A_SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final Terms terms;
    private final Timing timing;
    private final Consumer<String> note;
    private final SteadyTime time;
    private final Instant start;
    private Stability stability;
    private Instant progressAt;
    private Instant answeredAt;
    private String noted = "";
    private long least = Long.MAX_VALUE;
    private List<Shortfall> shortfalls = List.of();
    private Optional<ApiProblem> problem = Optional.empty();
    private Optional<Instant> deniedSince = Optional.empty();

    Lookout(Terms terms, Timing timing, Consumer<String> note, Clockwork clockwork) {
        this.terms = terms;
        this.timing = timing;
        this.note = note;
        this.time = new SteadyTime(clockwork);
        this.start = time.instant();
        this.progressAt = start;
        this.answeredAt = start;
        this.stability = Stability.of(
                terms.stableFor(), shorter(terms.stableFor(), timing.poll()).plus(AFTER_A_PROBLEM));
    }

    /** One look. It asks for its watches itself, each time; the second time is free. */
    interface Look {
        Seen look(Wakeups wakeups) throws ApiProblem, InterruptedException;
    }

    /** When this lookout's time is up. */
    Instant deadline() {
        return start.plus(terms.deadline());
    }

    Instant now() {
        return time.instant();
    }

    Outcome until(ClusterApi api, Look look) throws InterruptedException {
        try (var wakeups = api.wakeups()) {
            while (true) {
                wakeups.reset();
                var before = now();
                var wait = step(look, wakeups);
                if (wait instanceof Wait.Over over) {
                    return over.outcome();
                }
                var atMost = ((Wait.Again) wait).in();
                var left = Duration.between(now(), deadline());
                var took = Duration.between(before, now());
                wakeups.await(longer(BREATH, took), shorter(atMost, longer(left, Duration.ZERO)));
            }
        }
    }

    private sealed interface Wait {
        record Over(Outcome outcome) implements Wait {}

        record Again(Duration in) implements Wait {}
    }

    private Wait step(Look look, Wakeups wakeups) throws InterruptedException {
        var from = now();
        try {
            var seen = look.look(wakeups);
            problem = Optional.empty();
            deniedSince = Optional.empty();
            answeredAt = now();
            return switch (seen) {
                case Seen.Ended ended -> new Wait.Over(ended.outcome());
                case Seen.Good good -> good(good, from);
                case Seen.NotYet notYet -> notYet(notYet);
                case Seen.Working working -> working(working);
            };
        } catch (ApiProblem trouble) {
            return trouble(trouble);
        }
    }

    private Wait good(Seen.Good good, Instant from) {
        shortfalls = List.of();
        progressAt = now();
        stability = stability.seenGood(good.fingerprint(), good.life(), from, now());
        if (stability.held()) {
            return new Wait.Over(new Outcome.Succeeded(good.summary(), good.finding()));
        }
        say(
                stability.closing()
                        ? "as it should be; the kubelet has to renew its lease once more"
                        : "as it should be; it has to stay so for " + words(terms.stableFor()));
        var left = stability.remaining(now()).orElse(timing.poll());
        return overtime(shorter(left.isZero() ? A_SIGN_OF_LIFE : left, timing.poll()));
    }

    private Wait notYet(Seen.NotYet notYet) {
        // Progress is that something is well now that was not, or lacks less than ever. More and more shortfalls are
        // none.
        var lacking = notYet.shortfalls().stream().mapToLong(Shortfall::lacking).sum();
        var other =
                stability.since().isPresent() || !subjects(notYet.shortfalls()).containsAll(subjects(shortfalls));
        if (lacking < least || (other && !terms.counted())) {
            progressAt = now();
        }
        least = Math.min(least, lacking);
        shortfalls = notYet.shortfalls();
        stability = stability.seenBad();
        say("waiting: " + Shortfall.words(shortfalls));
        var patience = terms.withoutProgress();
        if (patience.isPresent() && !now().isBefore(progressAt.plus(patience.get()))) {
            return new Wait.Over(verdict("for " + words(patience.get()) + " without progress"));
        }
        return overtime(timing.poll());
    }

    private static Set<String> subjects(List<Shortfall> shortfalls) {
        return shortfalls.stream().map(Shortfall::subject).collect(Collectors.toSet());
    }

    private Wait working(Seen.Working working) {
        say(working.words());
        return new Wait.Again(shorter(working.again(), timing.poll()));
    }

    private Wait trouble(ApiProblem trouble) {
        var first = problem.isEmpty();
        problem = Optional.of(trouble);
        if (!trouble.passing()) {
            return new Wait.Over(failed(trouble));
        }
        if (trouble.kind() == ApiProblem.Kind.DENIED) {
            deniedSince = Optional.of(deniedSince.orElse(now()));
            var patience = shorter(timing.denied(), terms.unreachable().orElse(timing.denied()));
            if (!now().isBefore(deniedSince.get().plus(patience))) {
                return new Wait.Over(failed(trouble));
            }
        } else if (terms.unreachable().isPresent()
                && !now().isBefore(answeredAt.plus(terms.unreachable().get()))) {
            return new Wait.Over(Outcome.failedForNow(FailureKind.UNREACHABLE, trouble.getMessage(), trouble.hint()));
        }
        // While nothing answers, nothing can make progress either.
        progressAt = now();
        if (first && trouble.kind() != ApiProblem.Kind.CONFLICT) {
            say("waiting for the API server: " + trouble.getMessage());
        }
        return overtime(trouble.kind() == ApiProblem.Kind.CONFLICT ? BREATH : AFTER_A_PROBLEM);
    }

    private Wait overtime(Duration wait) {
        if (now().isBefore(deadline())) {
            return new Wait.Again(wait);
        }
        if (problem.isEmpty()) {
            return new Wait.Over(verdict("within " + words(terms.deadline())));
        }
        return new Wait.Over(
                problem.get().kind() == ApiProblem.Kind.DENIED
                        ? failed(problem.get())
                        : new Outcome.Unknown(problem.get().words()));
    }

    private Outcome verdict(String when) {
        var what = shortfalls.isEmpty()
                ? "it did not stay as it should be for " + words(terms.stableFor())
                : Shortfall.words(shortfalls);
        return Outcome.failed(FailureKind.VALIDATION, what + "; waited " + when, terms.hint());
    }

    static Outcome failed(ApiProblem problem) {
        return switch (problem.kind()) {
            case CONFIGURATION -> Outcome.failed(FailureKind.CONFIGURATION, problem.getMessage(), problem.hint());
            case DENIED -> Outcome.failed(FailureKind.ACCESS, problem.getMessage(), problem.hint());
            case UNREACHABLE, BUSY ->
                Outcome.failedForNow(FailureKind.UNREACHABLE, problem.getMessage(), problem.hint());
            case CONFLICT, REFUSED -> Outcome.failed(FailureKind.OTHER, problem.getMessage(), problem.hint());
        };
    }

    private void say(String words) {
        if (!words.equals(noted)) {
            noted = words;
            note.accept(words);
        }
    }

    static String words(Duration duration) {
        if (duration.toSeconds() == 0 && !duration.isZero()) {
            return duration.toMillis() + " ms";
        }
        return duration.toMinutes() > 0 && duration.toSecondsPart() == 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private static Duration longer(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }
}
