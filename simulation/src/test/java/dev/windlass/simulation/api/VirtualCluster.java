package dev.windlass.simulation.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A simulated cluster in virtual time, one process with a way to it, and what may go wrong on that. */
final class VirtualCluster implements ContractCluster {
    final OneThread time = new OneThread();
    final MovingCluster cluster;
    final ServedCluster served;
    final ApiFaults everybodysFaults = ApiFaults.ofEverybody();
    final ApiFaults faults = everybodysFaults.ofOneProcess();
    final List<String> crossed = new ArrayList<>();
    final SimulatedClusterApi api;

    VirtualCluster() {
        this(crossed -> {});
    }

    VirtualCluster(Crossing crossing) {
        cluster = new MovingCluster(
                new SimulatedCluster(ContractShape.simulated(Timing.realistic()), time.instant()), time);
        served = new ServedCluster(new ClusterName("kc"), cluster, time);
        api = process(faults, point -> {
            crossed.add(point);
            crossing.at(point);
        });
        pass(Duration.ofMinutes(1));
    }

    /** One more process. */
    SimulatedClusterApi process(ApiFaults itsFaults, Crossing crossing) {
        return new SimulatedClusterApi(served, itsFaults, new Caller(time, crossing, new SplittableRandom(7)));
    }

    void pass(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ClusterApi api() {
        return api;
    }

    @Override
    public Clockwork clockwork() {
        return time;
    }

    @Override
    public NodeName controlPlane() {
        return new NodeName("kc-cp1");
    }

    @Override
    public NodeName worker() {
        return new NodeName("kc-w1");
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    @Override
    public boolean reachesServers() {
        return true;
    }

    @Override
    public void close() {
        api.close();
    }
}
