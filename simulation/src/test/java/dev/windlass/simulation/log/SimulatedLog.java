package dev.windlass.simulation.log;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulation.time.SimulatedProcess;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;

/** The simulated log, in virtual time. */
final class SimulatedLog implements LogUnderTest {
    final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T00:00:00Z"));
    final SplittableRandom chance;
    final SimulatedKafka kafka;
    final Map<String, SimulatedProcess> processes = new HashMap<>();

    SimulatedLog(long seed, LogObserver observer) {
        chance = new SplittableRandom(seed);
        kafka = new SimulatedKafka(time, PARTITIONS, chance.split(), observer);
    }

    SimulatedProcess process(String name) {
        return processes.computeIfAbsent(name, none -> new SimulatedProcess(name, time, chance.split()));
    }

    @Override
    public Brokers brokers(String process) {
        return brokers(process, Crossing.QUIET);
    }

    Brokers brokers(String process, Crossing crossing) {
        return kafka.brokers(process, process(process), crossing, chance.split());
    }

    @Override
    public Clockwork clockwork() {
        return process("test");
    }

    @Override
    public void run(Body body) throws Exception {
        var done = new CompletableFuture<Void>();
        process("test")
                .worker("test", () -> {
                    try {
                        body.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        if (!time.runUntil(done::isDone, Duration.ofHours(1))) {
            throw new AssertionError("nothing happens any more, and the test is not over");
        }
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    @Override
    public void vanish(String process, Consumer<byte[], byte[]> consumer) {
        process(process).kill();
        kafka.kill(process);
    }

    @Override
    public void restart() {
        kafka.faults().restart(time.instant().plusSeconds(3));
    }

    @Override
    public void close() {
        // It is nothing but memory.
    }
}
