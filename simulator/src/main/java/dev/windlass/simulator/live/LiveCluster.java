package dev.windlass.simulator.live;

import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A simulated cluster that moves with a clock, and may be used by many threads. */
public final class LiveCluster implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final SimulatedCluster cluster;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition sooner = lock.newCondition();
    private final Thread mover;
    private volatile boolean closed;

    public LiveCluster(SimulatedCluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
        this.mover = Thread.ofPlatform().daemon().name("simulated-cluster").start(this::move);
    }

    /** Asks the cluster something, or tells it, at the present moment. */
    public <T> T with(Function<SimulatedCluster, T> what) {
        lock.lock();
        try {
            var before = cluster.revision();
            var servers = cluster.apiServers();
            cluster.advanceTo(clock.instant());
            var answer = what.apply(cluster);
            if (cluster.revision() != before || !cluster.apiServers().equals(servers)) {
                changed.signalAll();
            }
            sooner.signal();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    public void tell(Consumer<SimulatedCluster> what) {
        with(world -> {
            what.accept(world);
            return world;
        });
    }

    /**
     * Waits until something may have changed since a revision, the API servers included.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public void awaitChange(long revision, List<String> apiServers, Duration atMost) throws InterruptedException {
        var left = atMost.toNanos();
        lock.lock();
        try {
            while (!closed
                    && left > 0
                    && cluster.revision() == revision
                    && cluster.apiServers().equals(apiServers)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private void move() {
        lock.lock();
        try {
            while (!closed) {
                var before = cluster.revision();
                var servers = cluster.apiServers();
                cluster.advanceTo(clock.instant());
                if (cluster.revision() != before || !cluster.apiServers().equals(servers)) {
                    changed.signalAll();
                }
                var pause = cluster.nextEvent()
                        .map(next -> Duration.between(clock.instant(), next))
                        .filter(until -> until.compareTo(LONGEST_PAUSE) < 0)
                        .orElse(LONGEST_PAUSE);
                if (pause.isPositive()) {
                    sooner.awaitNanos(pause.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            sooner.signalAll();
        } finally {
            lock.unlock();
        }
        mover.interrupt();
    }
}
