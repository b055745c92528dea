package dev.windlass.simulation.invariant;

import dev.windlass.simulation.scenario.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which faults have struck one cluster, and when: what excuses the product, and what does not. */
public final class Strikes {
    /** @param what a node, or the cluster's name for what touches all of it */
    record Strike(FaultKind kind, String what, Instant from, Instant until) {
        Harm harm() {
            return Harm.of(kind);
        }
    }

    /** So old may be what an API server shows, where it shows the past. */
    static final Duration OLDEST = Duration.ofSeconds(12);

    private final List<Strike> strikes = new ArrayList<>();

    /** @param what a node, or the cluster's name for what touches all of it */
    public void add(FaultKind kind, String what, Instant from, Instant until) {
        strikes.add(new Strike(kind, what, from, waitsForItsVerb(kind) ? Instant.MAX : until));
    }

    /** It strikes whenever that verb has something to do. */
    private static boolean waitsForItsVerb(FaultKind kind) {
        return kind == FaultKind.VERB_FAILS || kind == FaultKind.VERB_SLOW;
    }

    /** Everything is healed. */
    public void end(Instant now) {
        strikes.replaceAll(strike ->
                strike.until().isAfter(now) ? new Strike(strike.kind(), strike.what(), strike.from(), now) : strike);
    }

    /** Whether nothing has struck this cluster or one of its nodes, but at most what all clusters share. */
    public boolean onlyShared() {
        return strikes.stream()
                .noneMatch(strike ->
                        strike.kind().on() == FaultKind.On.NODE || strike.kind().on() == FaultKind.On.CLUSTER);
    }

    /** Whether such a strike was there at some time since. */
    boolean any(Instant since, Predicate<Strike> which) {
        return strikes.stream().anyMatch(strike -> !strike.until().isBefore(since) && which.test(strike));
    }

    /** Whether an API server has shown the past at some time since. */
    boolean showedThePast(Instant since) {
        return any(since, strike -> strike.kind() == FaultKind.API_STALE);
    }

    /**
     * How far back to look for what somebody saw who acts now: so long before, and what of that time was spent in such a strike does not
     * count.
     */
    Instant before(Instant now, Duration ago, Predicate<Strike> slowing) {
        var from = now.minus(ago);
        for (var strike : strikes.reversed()) {
            if (slowing.test(strike)
                    && !strike.until().isBefore(from)
                    && strike.from().minus(ago).isBefore(from)) {
                from = strike.from().minus(ago);
            }
        }
        return from;
    }
}
