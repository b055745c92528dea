package dev.windlass.kubernetes.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long a state has held. The window begins anew whenever the state was bad, or good in another way than before, or when nobody
 * could look for too long. Where whoever wrote the state gives signs of life, it ends with a look soon after the first sign that comes
 * after it: one who began anew in between gives a sign, too, and says somewhat later that he has begun.
 *
 * @param needed how long it must hold; zero for one good look
 * @param blind how long it may be between two looks
 * @param since when the present good state was first seen; empty when the last look was bad
 * @param seen when it was seen last
 * @param fingerprint what must not change while it holds, such as restart counters
 * @param closing whether the time is over, and only the sign of life is missing
 * @param sign the newest one by then
 * @param signed when a newer one was seen
 * @param held whether it has held long enough
 */
public record Stability(
        Duration needed,
        Duration blind,
        Optional<Instant> since,
        Instant seen,
        Object fingerprint,
        boolean closing,
        Optional<Instant> sign,
        Optional<Instant> signed,
        boolean held) {
    /** So long after a kubelet's first sign of life all else that it says at its start has come, too. */
    private static final Duration SPOKEN = Duration.ofSeconds(1);

    public static Stability of(Duration needed, Duration blind) {
        return new Stability(
                needed, blind, Optional.empty(), Instant.MIN, "", false, Optional.empty(), Optional.empty(), false);
    }

    public Stability seenBad() {
        return of(needed, blind);
    }

    /**
     * @param what the fingerprint
     * @param life the newest sign of life, on whatever clock; empty where there is none
     * @param from when the look began: what it showed may be no newer
     */
    public Stability seenGood(Object what, Optional<Instant> life, Instant from, Instant now) {
        if (since.isEmpty() || !fingerprint.equals(what) || from.isAfter(seen.plus(blind))) {
            return open(Optional.of(now), now, what, needed.isZero());
        }
        if (from.isBefore(since.get().plus(needed))) {
            return open(since, now, fingerprint, false);
        }
        // Seen in this look, but it may be from before the end of the window.
        var last = closing ? sign : life;
        var spoke = signed.or(() -> Optional.of(now).filter(any -> !life.equals(last)));
        var over = life.isEmpty()
                || signed.filter(at -> !from.isBefore(at.plus(SPOKEN))).isPresent();
        return new Stability(needed, blind, since, now, fingerprint, true, last, spoke, over);
    }

    private Stability open(Optional<Instant> from, Instant now, Object what, boolean over) {
        return new Stability(needed, blind, from, now, what, false, Optional.empty(), Optional.empty(), over);
    }

    /** How much longer it must hold; zero when only the sign of life is missing, and empty when it does not hold at all. */
    public Optional<Duration> remaining(Instant now) {
        return since.map(start -> Duration.between(now, start.plus(needed)))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
