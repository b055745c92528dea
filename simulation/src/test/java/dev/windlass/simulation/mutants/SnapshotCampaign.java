package dev.windlass.simulation.mutants;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.schemas.wire.DecodeFailure;
import dev.windlass.simulation.time.SimulatedProcess;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A snapshot is read as it was written, with the real codec, by a thread of a simulated process that has slept in virtual time. */
final class SnapshotCampaign implements LongFunction<String> {
    @Override
    public String apply(long seed) {
        var state = new ClusterState(
                new ClusterName("c"),
                seed + 1,
                seed + 1,
                Optional.empty(),
                List.of(new RequestId("r" + seed)),
                Optional.empty());
        var read = new AtomicReference<@Nullable ClusterState>();
        var time = new VirtualTime(Instant.EPOCH);
        var process = new SimulatedProcess("planner-1", time, new Random(seed));
        process.worker("reads", () -> read.set(later(process, state))).start();
        if (!time.runUntil(() -> read.get() != null, Duration.ofMinutes(1))) {
            return "L1 Ends " + process.failures();
        }
        return state.equals(read.get()) ? "" : "S12 Same";
    }

    private static ClusterState later(SimulatedProcess process, ClusterState state) {
        try {
            process.sleep(Duration.ofSeconds(30));
            var codec = Codecs.FIXED.states();
            return codec.decode(codec.encode(state));
        } catch (InterruptedException | DecodeFailure e) {
            throw new IllegalStateException(e);
        }
    }
}
