package dev.windlass.simulator.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** One run at a time acts on a host, whoever started it; the others wait in the order in which they came. */
final class ActingLock {
    private final Deque<Run> waiting = new ArrayDeque<>();
    private Optional<Run> holder = Optional.empty();
    private Consumer<Run> begin = run -> {};

    /** @param how what a run does when its turn comes */
    void whenItsTurnComes(Consumer<Run> how) {
        begin = how;
    }

    Optional<Run> holder() {
        return holder;
    }

    /** A run's process is launched. */
    void enter(Run run) {
        if (holder.isPresent()) {
            run.waits();
            waiting.add(run);
        } else {
            take(run);
        }
    }

    private void take(Run run) {
        holder = Optional.of(run);
        run.acts();
        begin.accept(run);
    }

    /** A run has ended, or was killed. */
    void leave(Run run) {
        waiting.remove(run);
        if (holder.filter(run::equals).isEmpty()) {
            return;
        }
        holder = Optional.empty();
        var next = waiting.poll();
        if (next != null) {
            take(next);
        }
    }

    /** All processes are gone. */
    void clear() {
        waiting.clear();
        holder = Optional.empty();
    }
}
