package dev.windlass.simulation.cluster;

import dev.windlass.simulation.time.Timeline;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A simulated cluster that moves with a timeline. Used by the simulation's one thread. */
public final class MovingCluster {
    private final SimulatedCluster cluster;
    private final Timeline timeline;
    private final List<Runnable> watchers = new ArrayList<>();
    private Optional<Instant> armed = Optional.empty();

    public MovingCluster(SimulatedCluster cluster, Timeline timeline) {
        this.cluster = cluster;
        this.timeline = timeline;
        arm();
    }

    /** Asks the cluster something at the present moment, or does something to it. It must not wait. */
    public <T> T with(Function<SimulatedCluster, T> what) {
        var revision = cluster.revision();
        var touched = cluster.touched();
        cluster.advanceTo(timeline.instant());
        var answer = what.apply(cluster);
        arm();
        if (cluster.revision() != revision || cluster.touched() != touched) {
            List.copyOf(watchers).forEach(Runnable::run);
        }
        return answer;
    }

    /** As {@link #with}, without an answer. */
    public void tell(Consumer<SimulatedCluster> what) {
        with(it -> {
            what.accept(it);
            return it;
        });
    }

    /** Told whenever an object has changed, or something that runs on a host: a process that died, too. It must not wait. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void arm() {
        var next = cluster.nextEvent();
        if (next.isEmpty() || armed.filter(at -> !at.isAfter(next.get())).isPresent()) {
            return;
        }
        armed = next;
        var delay = Duration.between(timeline.instant(), next.get());
        timeline.after(delay.isNegative() ? Duration.ZERO : delay, () -> {
            if (armed.equals(next)) {
                armed = Optional.empty();
            }
            tell(it -> {});
        });
    }
}
