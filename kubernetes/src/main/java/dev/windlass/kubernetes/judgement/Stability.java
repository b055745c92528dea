package dev.windlass.kubernetes.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long a state has held. The window begins anew whenever the state was bad, or good in another way than before.
 *
 * @param needed how long it must hold
 * @param since when the present good state was first seen; empty when the last look was bad
 * @param fingerprint what must not change while it holds, such as restart counters
 */
public record Stability(Duration needed, Optional<Instant> since, Object fingerprint) {
    public static Stability of(Duration needed) {
        return new Stability(needed, Optional.empty(), "");
    }

    public Stability seenBad() {
        return new Stability(needed, Optional.empty(), "");
    }

    public Stability seenGood(Object seen, Instant now) {
        return since.isPresent() && fingerprint.equals(seen) ? this : new Stability(needed, Optional.of(now), seen);
    }

    /** Whether it has held long enough. */
    public boolean held(Instant now) {
        return since.isPresent() && !now.isBefore(since.get().plus(needed));
    }

    /** How much longer it must hold; empty when it does not hold at all. */
    public Optional<Duration> remaining(Instant now) {
        return since.map(start -> Duration.between(now, start.plus(needed)))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
