package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Tries several mutants, as many at the same time as there are cores. */
final class Trials {
    private Trials() {}

    /** @param each is told of each fate as soon as it is known, on any thread */
    static Map<Mutant, Fate> of(List<Mutant> mutants, String campaign, Limits limits, BiConsumer<Mutant, Fate> each)
            throws InterruptedException, IOException {
        var end = System.nanoTime() + limits.all().toNanos();
        var running = new LinkedHashMap<Mutant, Future<Fate>>();
        try (var compilation = new Compilation();
                var executor = Executors.newSingleThreadExecutor()) {
            for (var mutant : mutants) {
                running.put(mutant, executor.submit(() -> {
                    var fate = Trial.of(compilation.of(mutant), campaign, limits, end);
                    each.accept(mutant, fate);
                    return fate;
                }));
            }
            var fates = new LinkedHashMap<Mutant, Fate>();
            for (var entry : running.entrySet()) {
                fates.put(entry.getKey(), fate(entry.getKey(), entry.getValue()));
            }
            return fates;
        }
    }

    private static Fate fate(Mutant mutant, Future<Fate> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("mutant %s: %s".formatted(mutant.name(), e.getCause()), e);
        }
    }
}
