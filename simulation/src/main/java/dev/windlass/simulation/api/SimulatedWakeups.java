package dev.windlass.simulation.api;

import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.api.Waking;
import dev.windlass.simulation.api.ServedCluster.Reply;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Selection;
import dev.windlass.simulator.api.Target;
import dev.windlass.simulator.world.Change;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches of one waiter. They wake as those over HTTP do: with what is there when they begin, with each change in what they select,
 * and when they end; and they begin again a second after they were lost.
 */
final class SimulatedWakeups implements Wakeups {
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration DENIED_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final int LONGEST_DELAY_MICROS = 20_000;

    private final ServedCluster cluster;
    private final ApiFaults faults;
    private final Caller caller;
    private final Consumer<SimulatedWakeups> closing;
    private final Waking waking;
    private final Runnable watcher = this::changed;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private boolean closed;

    /** A watch that is open on one API server, or is not. */
    private static final class Watched {
        private final String path;
        private final Map<String, String> query;
        private Optional<Open> open = Optional.empty();

        Watched(String path, Map<String, String> query) {
            this.path = path;
            this.query = query;
        }
    }

    private record Open(Target target, Selection selection, String server, long revision) {
        Open at(long later) {
            return new Open(target, selection, server, later);
        }
    }

    SimulatedWakeups(ServedCluster cluster, ApiFaults faults, Caller caller, Consumer<SimulatedWakeups> closing) {
        this.cluster = cluster;
        this.faults = faults;
        this.caller = caller;
        this.closing = closing;
        this.waking = new Waking(caller.clockwork());
        cluster.watch(watcher);
    }

    @Override
    public void on(String path, Map<String, String> query) {
        if (!closed && !watched.containsKey(path + query)) {
            var fresh = new Watched(path, query);
            watched.put(path + query, fresh);
            cluster.after(delay(), () -> begin(fresh));
        }
    }

    @Override
    public void reset() {
        waking.reset();
    }

    @Override
    public void await(Duration shortest, Duration longest) throws InterruptedException {
        waking.await(shortest, longest);
    }

    private void begin(Watched watch) {
        if (closed) {
            return;
        }
        var now = cluster.now();
        if (faults.outage(now).isPresent()) {
            again(watch, AGAIN_AFTER);
            return;
        }
        var refusal = faults.refusal(now);
        if (refusal.isPresent()) {
            again(watch, refusal.get() < 500 ? DENIED_AGAIN_AFTER : AGAIN_AFTER);
            return;
        }
        switch (cluster.read(Optional.empty(), server -> open(server, watch))) {
            case Reply.Given<Boolean> anythingThere -> {
                if (anythingThere.value()) {
                    wake();
                }
            }
            case Reply.Refused<Boolean> refused ->
                again(watch, refused.answer().code() < 500 ? DENIED_AGAIN_AFTER : AGAIN_AFTER);
            case Reply.Silence<Boolean> silence -> again(watch, AGAIN_AFTER);
        }
    }

    private boolean open(ApiServer server, Watched watch) {
        var target = server.target(watch.path);
        var selection = new Selection(target, watch.query);
        var up = cluster.look(SimulatedCluster::apiServers);
        var revision = cluster.look(SimulatedCluster::revision);
        watch.open =
                Optional.of(new Open(target, selection, up.get(caller.chance().nextInt(up.size())), revision));
        return !server.select(target, selection).isEmpty();
    }

    private void again(Watched watch, Duration after) {
        cluster.after(after, () -> begin(watch));
    }

    /** Something has changed in the cluster. */
    private void changed() {
        var up = cluster.look(SimulatedCluster::apiServers);
        for (var watch : List.copyOf(watched.values())) {
            var open = watch.open;
            if (open.isPresent()) {
                if (up.contains(open.get().server())) {
                    look(watch, open.get());
                } else {
                    lost(watch);
                }
            }
        }
    }

    private void look(Watched watch, Open open) {
        var revision = cluster.look(SimulatedCluster::revision);
        var selected = open
                .target()
                .served()
                .what()
                .flatMap(kind -> cluster.look(model -> model.changesAfter(kind, open.revision())))
                .orElse(List.of())
                .stream()
                .anyMatch(change -> concerns(open.selection(), change));
        watch.open = Optional.of(open.at(revision));
        if (!selected || faults.areWatchesMute(cluster.now())) {
            return;
        }
        if (faults.outage(cluster.now()).isPresent()) {
            lost(watch);
        } else {
            wake();
        }
    }

    private static boolean concerns(Selection selection, Change change) {
        return selection.test(change.object())
                || change.former().filter(selection).isPresent();
    }

    /** Something may change while nobody watches. */
    private void lost(Watched watch) {
        watch.open = Optional.empty();
        wake();
        again(watch, AGAIN_AFTER);
    }

    private void wake() {
        cluster.after(delay(), waking::wake);
    }

    private Duration delay() {
        return Duration.ofNanos(1_000L * caller.chance().nextInt(100, LONGEST_DELAY_MICROS));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cluster.unwatch(watcher);
            closing.accept(this);
        }
    }
}
