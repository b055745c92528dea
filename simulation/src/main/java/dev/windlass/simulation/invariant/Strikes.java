package dev.windlass.simulation.invariant;

import dev.windlass.simulation.scenario.FaultKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which faults have struck one cluster, and when: what excuses the product, and what does not. */
public final class Strikes {
    private record Strike(FaultKind kind, String what, Instant from, Instant until) {}

    private final List<Strike> strikes = new ArrayList<>();

    /** @param what a node, or the cluster's name for what touches all of it */
    public void add(FaultKind kind, String what, Instant from, Instant until) {
        strikes.add(new Strike(kind, what, from, until));
    }

    public boolean isEmpty() {
        return strikes.isEmpty();
    }

    /** Whether anything was struck by this at any time. */
    public boolean struck(FaultKind kind) {
        return strikes.stream().anyMatch(strike -> strike.kind() == kind);
    }

    /** Whether one of these kinds struck that very thing at any time since. */
    public boolean struck(String what, Instant since, FaultKind... kinds) {
        return strikes.stream()
                .anyMatch(strike -> strike.what().equals(what)
                        && !strike.until().isBefore(since)
                        && List.of(kinds).contains(strike.kind()));
    }

    /** Whether anything struck that very thing at any time since. */
    public boolean struck(String what, Instant since) {
        return struck(what, since, FaultKind.values());
    }
}
