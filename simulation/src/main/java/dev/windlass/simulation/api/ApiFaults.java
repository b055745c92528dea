package dev.windlass.simulation.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is wrong between callers and one cluster's API: for everybody, or for one process beside that. A world's plan of faults
 * tells it; times are those of the timeline. Used by the simulation's one thread.
 */
public final class ApiFaults {
    private final Optional<ApiFaults> everybody;
    private Spell<Duration> outage = Spell.over();
    private Spell<Integer> refusal = Spell.over();
    private Spell<Slowness> slowness = Spell.over();
    private Spell<Duration> staleness = Spell.over();
    private Spell<Boolean> muteWatches = Spell.over();
    private Spell<Boolean> hiddenServers = Spell.over();
    private int lostAnswers;
    private int conflicts;

    /** @param before until a request takes effect, {@code after} from there until its answer is back */
    record Slowness(Duration before, Duration after) {
        static final Slowness NONE = new Slowness(Duration.ZERO, Duration.ZERO);
    }

    private record Spell<T>(Instant until, Optional<T> what) {
        static <T> Spell<T> over() {
            return new Spell<>(Instant.MIN, Optional.empty());
        }

        static <T> Spell<T> of(Instant until, T what) {
            return new Spell<>(until, Optional.of(what));
        }

        Optional<T> at(Instant now) {
            return now.isBefore(until) ? what : Optional.empty();
        }
    }

    private ApiFaults(Optional<ApiFaults> everybody) {
        this.everybody = everybody;
    }

    /** Those that meet all processes. */
    public static ApiFaults ofEverybody() {
        return new ApiFaults(Optional.empty());
    }

    /** Those of one process: its own, and everybody's. */
    public ApiFaults ofOneProcess() {
        return new ApiFaults(Optional.of(this));
    }

    /**
     * No call is answered.
     *
     * @param eachTry how long a caller tries before it knows: nothing when refused, seconds in a black hole
     */
    public void outage(Instant until, Duration eachTry) {
        outage = Spell.of(until, eachTry);
    }

    /** Every call is answered with 401 or 403. */
    public void deny(Instant until, int code) {
        if (code != 401 && code != 403) {
            throw new IllegalArgumentException("not a denial: " + code);
        }
        refusal = Spell.of(until, code);
    }

    /** Every call is answered with 429, 500, 503 or the like. */
    public void busy(Instant until, int code) {
        if (code != 429 && code < 500) {
            throw new IllegalArgumentException("not an answer of a busy server: " + code);
        }
        refusal = Spell.of(until, code);
    }

    /** Calls take longer: a caller gives up after 10 s, and then a write may take effect behind his back. */
    public void slow(Instant until, Duration before, Duration after) {
        slowness = Spell.of(until, new Slowness(before, after));
    }

    /** Reads show the cluster as it was. Writes know the present. */
    public void stale(Instant until, Duration age) {
        staleness = Spell.of(until, age);
    }

    /** Watches are open and say nothing. */
    public void muteWatches(Instant until) {
        muteWatches = Spell.of(until, true);
    }

    /** API servers do not answer at their own addresses. */
    public void hideServers(Instant until) {
        hiddenServers = Spell.of(until, true);
    }

    /** The next writes take effect, and their callers do not hear of it. */
    public void loseAnswers(int writes) {
        lostAnswers += writes;
    }

    /** The next writes are refused, because somebody else was faster. */
    public void conflicts(int writes) {
        conflicts += writes;
    }

    /** All is well again. */
    public void heal() {
        outage = Spell.over();
        refusal = Spell.over();
        slowness = Spell.over();
        staleness = Spell.over();
        muteWatches = Spell.over();
        hiddenServers = Spell.over();
        lostAnswers = 0;
        conflicts = 0;
    }

    /** How long a try takes that is not answered; empty while there is no outage. */
    Optional<Duration> outage(Instant now) {
        return now(faults -> faults.outage.at(now));
    }

    Optional<Integer> refusal(Instant now) {
        return now(faults -> faults.refusal.at(now));
    }

    Slowness slowness(Instant now) {
        return now(faults -> faults.slowness.at(now)).orElse(Slowness.NONE);
    }

    Optional<Duration> staleness(Instant now) {
        return now(faults -> faults.staleness.at(now));
    }

    boolean areWatchesMute(Instant now) {
        return now(faults -> faults.muteWatches.at(now)).isPresent();
    }

    boolean areServersHidden(Instant now) {
        return now(faults -> faults.hiddenServers.at(now)).isPresent();
    }

    boolean takeLostAnswer() {
        if (lostAnswers > 0) {
            lostAnswers--;
            return true;
        }
        return everybody.map(ApiFaults::takeLostAnswer).orElse(false);
    }

    boolean takeConflict() {
        if (conflicts > 0) {
            conflicts--;
            return true;
        }
        return everybody.map(ApiFaults::takeConflict).orElse(false);
    }

    private <T> Optional<T> now(Function<ApiFaults, Optional<T>> what) {
        var own = what.apply(this);
        return own.isPresent() ? own : everybody.flatMap(what);
    }
}
