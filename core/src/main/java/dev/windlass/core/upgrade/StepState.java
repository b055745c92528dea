package dev.windlass.core.upgrade;

import dev.windlass.core.plan.Step;
import dev.windlass.core.report.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A step that was scheduled at least once.
 *
 * @param attempt the newest attempt, from 1; never used again for another try, because nodes remember outcomes by it
 * @param failures how many attempts failed since a person last asked for new ones
 * @param token of the newest schedule
 */
public record StepState(Step step, int attempt, int failures, long token, Progress progress) {
    /** Where it is. */
    public sealed interface Progress {
        /**
         * Waits for an actor to take it.
         *
         * @param since when somebody could have taken it first
         * @param deadline when this attempt would have taken too long, had it been taken then; empty until somebody has begun it
         * @param round in which round of offering it is, of {@link Deadlines#ROUND} each since then; 0 before actors are told of it
         */
        record Scheduled(Instant since, Optional<Instant> deadline, int round) implements Progress {
            /** Actors are told of it once more. */
            Scheduled saidAgain(Instant at) {
                var rounds = Duration.between(since, at).dividedBy(Deadlines.ROUND);
                return new Scheduled(since, deadline, (int) Math.max(round, rounds) + 1);
            }

            /** When they are, with a new token, if nobody has taken it by then. */
            Instant saidAgainAt() {
                return since.plus(Deadlines.ROUND.multipliedBy(round));
            }

            /** The deadline when it is taken at this time: what is left of the attempt's time begins to count again then. */
            Optional<Instant> deadlineFrom(Instant taken) {
                return deadline.map(end -> taken.plus(Duration.between(since, end)));
            }
        }

        /**
         * Somebody works on it.
         *
         * @param deadline when this attempt has taken too long
         */
        record Started(String by, Instant since, Instant leaseUntil, Instant deadline, String note)
                implements Progress {
            /**
             * The deadline when something of it is noticed at this time: after the lease nobody knows that somebody is at it, be it
             * because he is gone, or because no planner was there to hear of him.
             */
            Instant deadlineAt(Instant noticed) {
                return noticed.isAfter(leaseUntil) ? deadline.plus(Duration.between(leaseUntil, noticed)) : deadline;
            }
        }

        /**
         * Between two tries.
         *
         * @param sameAttempt true when the outcome is unknown and must be asked for again
         * @param deadline when asking again has taken too long; empty after a failure
         */
        record Waiting(Instant since, Instant until, boolean sameAttempt, Optional<Instant> deadline, Failure why)
                implements Progress {
            /** The deadline when it is asked again at this time, which may be later than it was due. */
            Optional<Instant> deadlineAt(Instant asked) {
                return deadline.map(end -> asked.isAfter(until) ? end.plus(Duration.between(until, asked)) : end);
            }
        }

        /** Done. */
        record Succeeded(Instant at, String summary) implements Progress {}

        /** All its attempts failed. */
        record Failed(Instant at, Failure failure) implements Progress {}

        /** A person asked for it to be done again. */
        record Renewed() implements Progress {}
    }

    /** Whether somebody has it, is to have it, or it waits for its next try. */
    public boolean inFlight() {
        return switch (progress) {
            case Progress.Scheduled s -> true;
            case Progress.Started s -> true;
            case Progress.Waiting w -> true;
            case Progress.Succeeded s -> false;
            case Progress.Failed f -> false;
            case Progress.Renewed r -> false;
        };
    }

    public boolean succeeded() {
        return progress instanceof Progress.Succeeded;
    }

    public boolean failed() {
        return progress instanceof Progress.Failed;
    }

    /** When something is due although nobody says anything. */
    public Optional<Instant> nextDeadline() {
        return switch (progress) {
            case Progress.Started started ->
                Optional.of(
                        started.leaseUntil().isBefore(started.deadline()) ? started.leaseUntil() : started.deadline());
            case Progress.Waiting waiting -> Optional.of(waiting.until());
            case Progress.Scheduled scheduled -> Optional.of(scheduled.saidAgainAt());
            case Progress.Succeeded s -> Optional.empty();
            case Progress.Failed f -> Optional.empty();
            case Progress.Renewed r -> Optional.empty();
        };
    }

    StepState with(Progress next) {
        return new StepState(step, attempt, failures, token, next);
    }

    StepState failedOnce(Progress next) {
        return new StepState(step, attempt, failures + 1, token, next);
    }

    StepState renewed() {
        return new StepState(step, attempt, 0, token, new Progress.Renewed());
    }
}
