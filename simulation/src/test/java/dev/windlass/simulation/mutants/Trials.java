package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Tries several mutants, one after the other: worlds that run at the same time in one process may meet at a library's monitor, which their
 * virtual time does not see.
 */
final class Trials {
    private Trials() {}

    /**
     * @param where which seeds to try a mutant on, one range after the other until one finds it
     * @param each is told of each fate as soon as it is known
     */
    static Map<Mutant, Fate> of(
            List<Mutant> mutants, String campaign, Function<Mutant, List<Limits>> where, BiConsumer<Mutant, Fate> each)
            throws InterruptedException, IOException {
        var began = System.nanoTime();
        var fates = new LinkedHashMap<Mutant, Fate>();
        try (var compilation = new Compilation()) {
            for (var mutant : mutants) {
                var classes = compilation.of(mutant);
                for (var limits : where.apply(mutant)) {
                    var fate = Trial.of(
                            classes, campaign, limits, began + limits.all().toNanos());
                    fates.put(mutant, fate);
                    if (fate.isFound()) {
                        break;
                    }
                }
                each.accept(mutant, fates.get(mutant));
            }
        }
        return fates;
    }
}
