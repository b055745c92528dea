package dev.windlass.simulation.world;

import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** L6: each record that can't be read has its dead letter in the end. That it stops nothing is what the others say of such worlds. */
final class PoisonIsPutAside {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VirtualTime time;
    private final Witness witness;
    private final Promises promises;

    PoisonIsPutAside(VirtualTime time, Witness witness, Promises promises) {
        this.time = time;
        this.witness = witness;
        this.promises = promises;
    }

    /** What was published while no broker was there may be under way still. */
    void atTheEnd(BooleanSupplier broken) {
        time.runUntil(() -> broken.getAsBoolean() || isPutAside(), PATIENCE);
        if (!isPutAside()) {
            promises.broken(
                    "L6 PoisonIsPutAside",
                    "%d dead letters for %d records that can't be read"
                            .formatted(witness.deadLetters(), witness.poison()));
        }
    }

    private boolean isPutAside() {
        return witness.deadLetters() >= witness.poison();
    }
}
