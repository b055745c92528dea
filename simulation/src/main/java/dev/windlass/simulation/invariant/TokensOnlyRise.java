package dev.windlass.simulation.invariant;

import dev.windlass.simulator.world.Occurrence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** S4: a node never accepts a lower token after a higher one. */
final class TokensOnlyRise implements Invariant {
    private final Map<String, Long> highest = new HashMap<>();

    @Override
    public String name() {
        return "S4 TokensOnlyRise";
    }

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        if (!(what instanceof Occurrence.TokenAccepted accepted)) {
            return Optional.empty();
        }
        var before = highest.merge(accepted.node(), accepted.token(), Math::max);
        return before <= accepted.token()
                ? Optional.empty()
                : Optional.of("%s accepted token %d after %d".formatted(accepted.node(), accepted.token(), before));
    }
}
