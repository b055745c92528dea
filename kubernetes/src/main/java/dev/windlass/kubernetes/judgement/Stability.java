package dev.windlass.kubernetes.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long a state has held. The window begins anew whenever the state was bad, or good in another way than before, or when nobody
 * could look for too long.
 *
 * @param needed how long it must hold; zero for one good look
 * @param blind how long it may be between two looks
 * @param since when the present good state was first seen; empty when the last look was bad
 * @param seen when it was seen last
 * @param fingerprint what must not change while it holds, such as restart counters
 * @param pulse the first sign of life that was seen of whoever wrote the state; empty where there is none
 * @param alive whether one has come since that counts
 */
public record Stability(
        Duration needed,
        Duration blind,
        Optional<Instant> since,
        Instant seen,
        Object fingerprint,
        Optional<Pulse> pulse,
        boolean alive) {
    public static Stability of(Duration needed, Duration blind) {
        return new Stability(needed, blind, Optional.empty(), Instant.MIN, "", Optional.empty(), false);
    }

    public Stability seenBad() {
        return of(needed, blind);
    }

    /**
     * @param what the fingerprint
     * @param heard the newest sign of life: another one has to come, late enough; empty where there is none
     * @param from when the look began
     */
    public Stability seenGood(Object what, Optional<Pulse> heard, Instant from, Instant now) {
        if (since.isEmpty() || !fingerprint.equals(what) || from.isAfter(seen.plus(blind))) {
            var alone = heard.isEmpty() || needed.isZero();
            return new Stability(needed, blind, Optional.of(now), now, what, heard, alone);
        }
        var lives = heard.flatMap(newest -> pulse.map(newest::provesMoreThan)).orElse(alive);
        return new Stability(needed, blind, since, now, fingerprint, pulse, lives);
    }

    /** Whether it has held long enough. */
    public boolean held(Instant now) {
        return alive && since.isPresent() && !now.isBefore(since.get().plus(needed));
    }

    /** How much longer it must hold; zero when only the sign of life is missing, and empty when it does not hold at all. */
    public Optional<Duration> remaining(Instant now) {
        return since.map(start -> Duration.between(now, start.plus(needed)))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
