package dev.windlass.simulation.api;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.kubernetes.api.Answer;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.KnownApiServer;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.simulation.api.ServedCluster.Reply;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Selection;
import dev.windlass.simulator.api.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One process's way to a simulated cluster's API. Used by the process's threads, of which one runs at a time. */
public final class SimulatedClusterApi implements ClusterApi {
    /** What the items of a list are. */
    private static final ClassValue<Class<?>> ITEM = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> list) {
            try {
                var items = (ParameterizedType) list.getMethod("getItems").getGenericReturnType();
                return (Class<?>) items.getActualTypeArguments()[0];
            } catch (NoSuchMethodException notAList) {
                throw new IllegalArgumentException(list + " has no items", notAList);
            }
        }
    };

    private final ServedCluster cluster;
    private final ApiFaults faults;
    private final Caller caller;
    private final Line line;
    private final Map<String, KnownApiServer> servers = new LinkedHashMap<>();
    private final List<SimulatedWakeups> open = new ArrayList<>();

    public SimulatedClusterApi(ServedCluster cluster, ApiFaults faults, Caller caller) {
        this.cluster = cluster;
        this.faults = faults;
        this.caller = caller;
        this.line = new Line(cluster, faults, caller);
    }

    @Override
    public ClusterName name() {
        return cluster.name();
    }

    @Override
    public Instant serverTime() {
        return line.serverTime();
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String path) throws ApiProblem, InterruptedException {
        var reply = line.read(server -> one(server, type, path));
        return reply instanceof Reply.Refused<T> refused && refused.answer().code() == 404
                ? Optional.empty()
                : Optional.of(given("get " + path, reply));
    }

    @Override
    public <T> T get(Class<T> type, String path) throws ApiProblem, InterruptedException {
        return given("get " + path, line.read(server -> one(server, type, path)));
    }

    private <T> T one(ApiServer server, Class<T> type, String path) {
        var about = server.discovery(path);
        if (about.isPresent()) {
            return ModelObjects.about(type, path, server.version(), about.get());
        }
        var target = server.target(path);
        return cluster.objects().of(type, server, target.served(), server.find(target));
    }

    @Override
    public <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            Class<L> type, String path, Map<String, String> query) throws ApiProblem, InterruptedException {
        @SuppressWarnings("unchecked") // The list's own word about its items.
        var item = (Class<T>) ITEM.get(type);
        return given("list " + path, line.read(server -> all(server, item, server.target(path), query)));
    }

    private <T> List<T> all(ApiServer server, Class<T> type, Target target, Map<String, String> query) {
        return server.select(target, new Selection(target, query)).stream()
                .map(resource -> cluster.objects().of(type, server, target.served(), resource))
                .toList();
    }

    @Override
    public void patch(String path, Map<String, ?> patch) throws ApiProblem, InterruptedException {
        Map<String, Object> fields = new LinkedHashMap<>(patch);
        given("patch " + path, line.write(path, server -> server.merge(path, fields)));
    }

    @Override
    public Answer post(String path, Map<String, ?> body) throws ApiProblem, InterruptedException {
        return switch (line.write(path, server -> server.evict(path, body))) {
            case Reply.Given<Answer> given -> given.value();
            case Reply.Refused<Answer> refused -> refused.answer();
            case Reply.Silence<Answer> silence -> throw new IllegalStateException("silence is a problem already");
        };
    }

    private <T> T given(String asked, Reply<T> reply) throws ApiProblem {
        return switch (reply) {
            case Reply.Given<T> given -> given.value();
            case Reply.Refused<T> refused -> throw problem(asked, refused.answer());
            case Reply.Silence<T> silence -> throw new IllegalStateException("silence is a problem already");
        };
    }

    @Override
    public ApiProblem problem(String asked, Answer answer) {
        return line.answering().problem(asked, answer);
    }

    @Override
    public Wakeups wakeups() {
        var wakeups = new SimulatedWakeups(cluster, faults, caller, open::remove);
        open.add(wakeups);
        return wakeups;
    }

    @Override
    public dev.windlass.kubernetes.api.ApiServer server(String hostAndPort) {
        return servers.computeIfAbsent(hostAndPort, address -> new KnownApiServer(direct(address), caller.clockwork()));
    }

    private KnownApiServer.Direct direct(String hostAndPort) {
        var host = hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
        return new KnownApiServer.Direct() {
            @Override
            public boolean isAllowed() {
                return true;
            }

            @Override
            public String version() throws ApiProblem, InterruptedException {
                return line.direct(host);
            }
        };
    }

    /** Ends all watches: as a process does that ends in whatever way. */
    @Override
    public void close() {
        List.copyOf(open).forEach(SimulatedWakeups::close);
    }
}
