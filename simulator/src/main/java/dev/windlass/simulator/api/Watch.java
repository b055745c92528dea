package dev.windlass.simulator.api;

import dev.windlass.simulator.live.LiveCluster;
import dev.windlass.simulator.world.Change;
import dev.windlass.simulator.world.SimulatedCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One watch: JSON lines until its time is over, the client leaves, or the API server that serves it goes away. */
final class Watch {
    private static final Duration DEFAULT_LENGTH = Duration.ofMinutes(5);
    private static final Duration BOOKMARKS = Duration.ofSeconds(10);

    private final LiveCluster live;
    private final Target target;
    private final Selection selection;
    private final boolean bookmarks;
    private final long end;
    private final String server;
    private long revision;
    private long lastEvent = System.nanoTime();

    /** What a look at the cluster gave. */
    private record Look(List<Map<String, Object>> events, List<String> servers, boolean over) {}

    private Watch(LiveCluster live, Target target, Map<String, String> query, String server) {
        this.live = live;
        this.target = target;
        this.selection = new Selection(target, query);
        this.bookmarks = query.getOrDefault("allowWatchBookmarks", "").equals("true");
        this.end = System.nanoTime() + length(query).toNanos();
        this.server = server;
        this.revision = number(query.getOrDefault("resourceVersion", "0"));
    }

    /** @throws Refusal when the path or a selector is wrong, or no API server is up */
    static Watch begin(LiveCluster live, ApiRequest request) {
        return live.with(cluster -> {
            var target = new ApiServer(cluster).target(request.path());
            var servers = cluster.apiServers();
            var mine = servers.get((int) (cluster.revision() % servers.size()));
            return new Watch(live, target, request.query(), mine);
        });
    }

    private static Duration length(Map<String, String> query) {
        var seconds = number(query.getOrDefault("timeoutSeconds", "0"));
        return seconds > 0 ? Duration.ofSeconds(seconds) : DEFAULT_LENGTH;
    }

    private static long number(String text) {
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("not a number: " + text);
        }
    }

    /**
     * Writes events until the end.
     *
     * @throws IOException when the client has left
     */
    void stream(OutputStream out) throws IOException, InterruptedException {
        var first = live.with(this::begin);
        write(out, first.events());
        var servers = first.servers();
        while (!live.isClosed()) {
            var left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                return;
            }
            live.awaitChange(revision, servers, left.compareTo(BOOKMARKS) < 0 ? left : BOOKMARKS);
            var look = live.with(this::look);
            write(out, look.events());
            if (look.over()) {
                return;
            }
            servers = look.servers();
        }
    }

    private static void write(OutputStream out, List<Map<String, Object>> events) throws IOException {
        for (var event : events) {
            out.write(Json.bytes(event));
            out.write('\n');
        }
        out.flush();
    }

    /** Without a revision to start from, what is there comes first. */
    private Look begin(SimulatedCluster cluster) {
        if (revision > 0) {
            return look(cluster);
        }
        revision = cluster.revision();
        var api = new ApiServer(cluster);
        var events = api.select(target, selection).stream()
                .map(resource -> event("ADDED", api.render(target.served(), resource)))
                .toList();
        return new Look(events, cluster.apiServers(), false);
    }

    private Look look(SimulatedCluster cluster) {
        var servers = cluster.apiServers();
        if (!servers.contains(server)) {
            return new Look(List.of(), servers, true);
        }
        var changes = target.served()
                .what()
                .map(kind -> cluster.changesAfter(kind, revision))
                .orElse(Optional.of(List.of()));
        if (changes.isEmpty()) {
            return new Look(
                    List.of(Json.map(
                            "type", "ERROR", "object", Refusal.expired(revision).status())),
                    servers,
                    true);
        }
        var api = new ApiServer(cluster);
        var events = new ArrayList<Map<String, Object>>();
        for (var change : changes.get()) {
            type(change).ifPresent(type -> events.add(event(type, api.render(target.served(), change.object()))));
        }
        revision = cluster.revision();
        if (!events.isEmpty()) {
            lastEvent = System.nanoTime();
        } else if (bookmarks && System.nanoTime() - lastEvent >= BOOKMARKS.toNanos()) {
            lastEvent = System.nanoTime();
            events.add(bookmark());
        }
        return new Look(events, servers, false);
    }

    /** A change into or out of the selection is an addition or a deletion. */
    private Optional<String> type(Change change) {
        var before = change.former().filter(selection).isPresent();
        var after = change.type() != Change.Type.DELETED && selection.test(change.object());
        if (!before && !after) {
            return Optional.empty();
        }
        return Optional.of(before && after ? "MODIFIED" : after ? "ADDED" : "DELETED");
    }

    private Map<String, Object> bookmark() {
        return event(
                "BOOKMARK",
                Json.map(
                        "kind", target.served().name(),
                        "apiVersion", target.served().apiVersion(),
                        "metadata", Json.map("resourceVersion", Long.toString(revision))));
    }

    private static Map<String, Object> event(String type, Map<String, Object> object) {
        return Json.map("type", type, "object", object);
    }
}
