package dev.windlass.simulation.shrink;

import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** One search for a smaller scenario: tries, and goes on from each that is better. Used once, by one thread. */
final class Search {
    /** What is taken away or made smaller, in this order; the early ones make the runs of the later ones fast. */
    private static final List<Function<Scenario, Stream<Scenario>>> REDUCTIONS = List.of(
            Fewer::clusters,
            Fewer::workers,
            Fewer::controlPlanes,
            Fewer::services,
            Fewer::workloads,
            Plainer::policies,
            Plainer::ways,
            Shorter::arguments,
            Shorter::lasts,
            Shorter::triggers,
            Shorter::asks,
            Shorter::chaos);

    private final Runner runner;
    private final String invariant;
    private final int mostRuns;
    private final BooleanSupplier over;
    private final Set<Scenario> tried = new HashSet<>();
    private int runs;

    private record Best(Scenario scenario, Verdict verdict, Size size) {}

    Search(Runner runner, String invariant, int mostRuns, BooleanSupplier over) {
        this.runner = runner;
        this.invariant = invariant;
        this.mostRuns = mostRuns;
        this.over = over;
    }

    Optional<Shrinker.Shrunk> from(Scenario failing) {
        tried.add(failing);
        runs++;
        var verdict = runner.run(failing);
        if (!verdict.broke(invariant)) {
            return Optional.empty();
        }
        var best = smallest(new Best(failing, verdict, Size.of(failing, verdict)));
        return Optional.of(new Shrinker.Shrunk(best.scenario(), best.verdict(), runs));
    }

    /** Everything again and again, until a whole round brings nothing: what could not go at first may go in a smaller world. */
    private Best smallest(Best first) {
        var best = first;
        Best before;
        do {
            before = best;
            best = withFewerFaults(best);
            best = withFewerAsks(best);
            for (var reduction : REDUCTIONS) {
                best = reduced(best, reduction);
            }
        } while (best.size().compareTo(before.size()) < 0 && !ended());
        return best;
    }

    private Best withFewerFaults(Best from) {
        var best = new Best[] {from};
        Ddmin.of(
                from.scenario().faults(),
                faults -> better(best, best[0].scenario().withFaults(faults)));
        return best[0];
    }

    private Best withFewerAsks(Best from) {
        var best = new Best[] {from};
        Ddmin.of(from.scenario().asks(), asks -> better(best, best[0].scenario().withAsks(asks)));
        return best[0];
    }

    private Best reduced(Best from, Function<Scenario, Stream<Scenario>> reduction) {
        var best = new Best[] {from};
        while (!ended() && reduction.apply(best[0].scenario()).anyMatch(smaller -> better(best, smaller))) {
            // From the better one on.
        }
        return best[0];
    }

    private boolean better(Best[] best, Scenario smaller) {
        if (ended() || !tried.add(smaller)) {
            return false;
        }
        runs++;
        var verdict = runner.run(smaller);
        var size = Size.of(smaller, verdict);
        if (!verdict.broke(invariant) || size.compareTo(best[0].size()) >= 0) {
            return false;
        }
        best[0] = new Best(smaller, verdict, size);
        return true;
    }

    private boolean ended() {
        return runs >= mostRuns || over.getAsBoolean();
    }
}
