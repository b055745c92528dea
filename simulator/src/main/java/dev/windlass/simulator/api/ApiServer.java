package dev.windlass.simulator.api;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.simulator.world.Eviction;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.ObjectView;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an API server answers to one request, watches aside. Made for one look at the cluster, under its lock. */
public final class ApiServer {
    private final SimulatedCluster cluster;
    private final ObjectView objects;
    private final KubernetesVersion version;
    private final ObjectJson json;

    /** @throws Refusal 503 when no API server is up */
    public ApiServer(SimulatedCluster cluster) {
        this(cluster, cluster);
    }

    /**
     * @param objects what reads see: those of the present, or of a moment before it
     * @throws Refusal 503 when no API server is up
     */
    public ApiServer(SimulatedCluster cluster, ObjectView objects) {
        this.cluster = cluster;
        this.objects = objects;
        this.version =
                cluster.apiVersion().filter(lowest -> cluster.apiAvailable()).orElseThrow(Refusal::unavailable);
        this.json = new ObjectJson(objects);
    }

    /**
     * What the path names in this version of the API.
     *
     * @throws Refusal 404
     */
    public Target target(String path) {
        return Target.parse(path, version.series().minor()).orElseThrow(Refusal::noSuchPath);
    }

    /** @return a text, or something to be written as JSON */
    Object answer(ApiRequest request) {
        var health = health(request.path());
        if (health.isPresent()) {
            return health.get();
        }
        var discovery = discovery(request.path());
        if (discovery.isPresent()) {
            return discovery.get();
        }
        var target = target(request.path());
        if (target.part().equals("eviction") && target.served().plural().equals("pods")) {
            if (!request.method().equals("POST")) {
                throw Refusal.methodNotAllowed(request.method());
            }
            return evict(target, Json.object(request.body()));
        }
        if (!target.part().isEmpty() && !target.part().equals("status")) {
            throw Refusal.noSuchPath();
        }
        return switch (request.method()) {
            case "GET" -> target.isCollection() ? list(target, request) : get(target);
            case "PATCH" -> change(target, Patch.apply(request.contentType(), request.body(), get(target)));
            case "PUT" -> change(target, Json.object(request.body()));
            case "DELETE" -> delete(target);
            default -> throw Refusal.methodNotAllowed(request.method());
        };
    }

    /** readyz and livez are there from 1.16 on. */
    private Optional<String> health(String path) {
        return switch (path) {
            case "/healthz" -> Optional.of("ok");
            case "/readyz", "/livez" -> {
                if (version.series().minor() < 16) {
                    throw Refusal.noSuchPath();
                }
                yield Optional.of("ok");
            }
            default -> Optional.empty();
        };
    }

    /** The lowest of the servers that answer. */
    public KubernetesVersion version() {
        return version;
    }

    /** What the API says about itself; empty when the path is not about that. */
    public Optional<Map<String, Object>> discovery(String path) {
        return Discovery.of(path, version);
    }

    /**
     * Changes an object with a merge patch.
     *
     * @throws Refusal as the API server refuses
     */
    public void merge(String path, Map<String, Object> patch) {
        var target = target(path);
        change(target, Patch.merged(get(target), patch));
    }

    /**
     * Creates an eviction: there is nothing else to be created here.
     *
     * @throws Refusal as the API server refuses
     */
    public void evict(String path, Map<String, ?> eviction) {
        var target = target(path);
        if (!target.part().equals("eviction") || !target.served().plural().equals("pods")) {
            throw Refusal.methodNotAllowed("POST");
        }
        evict(target, eviction);
    }

    /** @throws Refusal 404 */
    public Resource find(Target target) {
        return target.served()
                .what()
                .flatMap(kind -> objects.find(kind, target.namespace(), target.name()))
                .orElseThrow(() -> Refusal.notFound(target));
    }

    private Map<String, Object> get(Target target) {
        return json.of(target.served(), find(target));
    }

    /** By namespace and name. */
    public List<Resource> select(Target target, Selection selection) {
        return target.served().what().map(objects::list).orElse(List.of()).stream()
                .filter(selection)
                .toList();
    }

    /** In Kubernetes' JSON form. */
    public Map<String, Object> render(Served served, Resource resource) {
        return json.of(served, resource);
    }

    private Map<String, Object> list(Target target, ApiRequest request) {
        var items = select(target, new Selection(target, request.query())).stream()
                .map(resource -> json.of(target.served(), resource))
                .toList();
        return Json.map(
                "kind",
                target.served().name() + "List",
                "apiVersion",
                target.served().apiVersion(),
                "metadata",
                Json.map("resourceVersion", Long.toString(objects.revision())),
                "items",
                items);
    }

    private Map<String, Object> change(Target target, Map<String, Object> wanted) {
        if (!(find(target) instanceof Resource.Node node)) {
            throw Refusal.methodNotAllowed("PATCH");
        }
        return json.of(target.served(), NodeChange.write(cluster, target, node, wanted));
    }

    private Map<String, Object> delete(Target target) {
        if (!target.served().what().equals(Optional.of(Kind.POD)) || target.isCollection()) {
            throw Refusal.methodNotAllowed("DELETE");
        }
        var pod = get(target);
        cluster.workloads().deletePod(target.namespace(), target.name());
        return pod;
    }

    private Map<String, Object> evict(Target target, Map<String, ?> body) {
        var form = String.valueOf(body.get("apiVersion"));
        var known = form.equals("policy/v1beta1")
                || (form.equals("policy/v1") && version.series().minor() >= 22);
        if (!known) {
            throw Refusal.badRequest("no kind \"Eviction\" is registered for version \"" + form + "\"");
        }
        return switch (cluster.evict(target.namespace(), target.name(), onlyUid(body))) {
            case Eviction.Granted granted ->
                Json.map("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success", "code", 201);
            case Eviction.NotFound gone -> throw Refusal.notFound(target);
            case Eviction.OtherPod other ->
                throw Refusal.conflict(
                        target,
                        "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                                .formatted(onlyUid(body), other.uid()));
            case Eviction.Refused refused ->
                throw Refusal.budgetAllowsNone(
                        refused.budget().meta().name(),
                        refused.budget().healthy(),
                        refused.budget().desired());
            case Eviction.SeveralBudgets several -> throw Refusal.severalBudgets();
        };
    }

    private static String onlyUid(Map<String, ?> body) {
        var options = Patch.asMap(body.get("deleteOptions"));
        var preconditions = options == null ? null : Patch.asMap(options.get("preconditions"));
        var uid = preconditions == null ? null : preconditions.get("uid");
        return uid == null ? "" : uid.toString();
    }
}
