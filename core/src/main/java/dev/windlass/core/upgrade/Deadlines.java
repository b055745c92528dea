package dev.windlass.core.upgrade;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.request.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How long attempts may take, and how long to wait between them. */
public final class Deadlines {
    /** The planner gives an actor this much longer than the actor gives itself, so that the actor's own account comes first. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** An actor with a free lane takes what it reads at once, and a group needs less than this to notice that one is gone. */
    static final Duration ROUND = Duration.ofMinutes(5);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_ASK = Duration.ofSeconds(2);
    private static final Duration LONGEST_ASK = Duration.ofSeconds(20);

    private Deadlines() {}

    /** How long an actor may work on one attempt. */
    public static Duration actors(Action action, Policy policy) {
        return action == Action.DRAIN
                ? policy.drainDeadline()
                : action.deadline().plus(policy.stableFor());
    }

    /** A window of stability begins anew with a validator that takes it over, so there is time for two. */
    static Duration plannersOwn(Action action, Policy policy) {
        var window = action.actor() == Actor.VALIDATOR ? policy.stableFor() : Duration.ZERO;
        return actors(action, policy).plus(window).plus(SLACK);
    }

    /** 5, 15, 45, 60, 60 seconds after the first, second, ... failure. */
    static Duration untilNextAttempt(int failuresBefore) {
        var wait = FIRST_WAIT.multipliedBy((long) Math.pow(3, Math.min(failuresBefore, 5)));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** A host that was just lost is asked soon, one that has been away for minutes less often. */
    static Duration untilAskedAgain(Instant begun, Instant now) {
        // Events tell time in milliseconds: a live state must not know it better than one that was replayed.
        var wait = Duration.between(begun, now).dividedBy(4).truncatedTo(ChronoUnit.MILLIS);
        if (wait.compareTo(SHORTEST_ASK) < 0) {
            return SHORTEST_ASK;
        }
        return wait.compareTo(LONGEST_ASK) < 0 ? wait : LONGEST_ASK;
    }

    /** The earlier of two moments, of which either may be empty. */
    public static Optional<Instant> earlier(Optional<Instant> left, Optional<Instant> right) {
        return right.isPresent() && (left.isEmpty() || right.get().isBefore(left.get())) ? right : left;
    }
}
