package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.UpgradeProcess;
import dev.windlass.simulation.api.ServedCluster;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.invariant.WatchedCluster;
import dev.windlass.simulation.log.SimulatedKafka;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.time.SimulatedProcess;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Cluster c, the brokers, and people who publish requests, without any service: what a promise needs to be looked at. */
final class SmallWorld {
    final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    final Promises promises = new Promises(time::elapsed);
    final Places places = new Places();
    final WatchedCluster watched;
    final PoisonIsPutAside poison = new PoisonIsPutAside(time, promises);
    final Witness witness;
    final People people;

    SmallWorld() {
        var plan = new ClusterPlan("c", 1, 0, "v1.30.4", 0);
        var model = new SimulatedCluster(Shapes.of(plan, 1), time.instant());
        var cluster = new MovingCluster(model, time);
        var name = new ClusterName("c");
        watched = new WatchedCluster(plan, model, time);
        places.add(new Place(name, cluster, new ServedCluster(name, cluster, time), watched));
        witness = new Witness(
                Map.of("c", watched), promises, poison, new Reached(), new Hash(), recorded -> {}, reported -> {});
        var kafka = new SimulatedKafka(time, 1, new SplittableRandom(1), witness);
        people = new People(
                new SimulatedProcess("people", time, new SplittableRandom(2)), kafka, new SplittableRandom(3));
    }

    /** As the planner decides it. */
    void accept(Ask ask) {
        UpgradeProcess.decide(watched.history().state(), new Input.Requested(People.request(ask), time.instant()))
                .forEach(event -> promises.recorded(watched, event));
    }

    void record(Event event) {
        var state = watched.history().state();
        promises.recorded(
                watched,
                new EventRecord(
                        state.cluster(),
                        state.sequence() + 1,
                        time.instant(),
                        state.upgrade().map(upgrade -> upgrade.id()),
                        event));
    }

    void pass(Duration duration) {
        time.runUntil(() -> false, duration);
    }

    /** The promise that was broken first, and how. */
    Optional<String> broken() {
        return promises.broken().map(it -> it.invariant() + ": " + it.words());
    }
}
