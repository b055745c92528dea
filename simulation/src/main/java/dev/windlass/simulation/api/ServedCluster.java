package dev.windlass.simulation.api;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.kubernetes.api.Answer;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.time.Timeline;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Refusal;
import dev.windlass.simulator.world.SimulatedCluster;
import io.fabric8.kubernetes.api.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One cluster's API servers behind their load balancer, as all processes share them. Used by the simulation's one thread. */
public final class ServedCluster {
    private final ClusterName name;
    private final MovingCluster cluster;
    private final Timeline timeline;
    private final ModelObjects objects = new ModelObjects();
    private final Past past;

    /** What came back. */
    sealed interface Reply<T> {
        record Given<T>(T value) implements Reply<T> {}

        record Refused<T>(Answer answer) implements Reply<T> {}

        /** No API server is up. */
        record Silence<T>() implements Reply<T> {}
    }

    public ServedCluster(ClusterName name, MovingCluster cluster, Timeline timeline) {
        this.name = name;
        this.cluster = cluster;
        this.timeline = timeline;
        this.past = new Past(timeline.instant(), cluster.with(SimulatedCluster::revision));
        cluster.watch(() -> past.note(now(), cluster.with(SimulatedCluster::revision)));
    }

    ClusterName name() {
        return name;
    }

    Instant now() {
        return timeline.instant();
    }

    void after(Duration delay, Runnable what) {
        timeline.after(delay, what);
    }

    ModelObjects objects() {
        return objects;
    }

    /** @param age how old what is read may be; empty for the present */
    <T> Reply<T> read(Optional<Duration> age, Function<ApiServer, T> what) {
        return cluster.with(model -> reply(
                model,
                () -> age.map(ago -> new ApiServer(model, past.asOf(model, now().minus(ago))))
                        .orElseGet(() -> new ApiServer(model)),
                what));
    }

    Reply<Answer> write(Consumer<ApiServer> what) {
        return cluster.with(model -> reply(model, () -> new ApiServer(model), server -> {
            what.accept(server);
            return new Answer(201, new Status(), Optional.empty());
        }));
    }

    /** Nothing may be thrown out of a cluster that moves: whoever watches would not hear of what moved. */
    private static <T> Reply<T> reply(SimulatedCluster model, Supplier<ApiServer> server, Function<ApiServer, T> what) {
        if (!model.apiAvailable()) {
            return new Reply.Silence<>();
        }
        try {
            return new Reply.Given<>(what.apply(server.get()));
        } catch (Refusal refusal) {
            return new Reply.Refused<>(answer(refusal));
        }
    }

    static Answer answer(Refusal refusal) {
        return new Answer(refusal.code(), ModelObjects.of(Status.class, refusal.status()), Optional.empty());
    }

    Optional<KubernetesVersion> serverAt(String address) {
        return cluster.with(model -> model.apiServerAt(address));
    }

    <T> T look(Function<SimulatedCluster, T> what) {
        return cluster.with(what);
    }

    void watch(Runnable watcher) {
        cluster.watch(watcher);
    }

    void unwatch(Runnable watcher) {
        cluster.unwatch(watcher);
    }
}
