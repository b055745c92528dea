package dev.windlass.simulator.api;

import dev.windlass.simulator.world.Budget;
import dev.windlass.simulator.world.Meta;
import dev.windlass.simulator.world.ObjectView;
import dev.windlass.simulator.world.Pod;
import dev.windlass.simulator.world.Resource;
import java.util.List;
import java.util.Map;

/** ObjectView of the simulated cluster in Kubernetes' JSON form. */
public final class ObjectJson {
    private final ObjectView objects;

    /** @param objects beside the one that is written: a pod shows its node's address */
    public ObjectJson(ObjectView objects) {
        this.objects = objects;
    }

    /** The whole object: texts, numbers, booleans, lists and maps. */
    public Map<String, Object> of(Served served, Resource resource) {
        var json = Json.map(
                "kind", served.name(), "apiVersion", served.apiVersion(), "metadata", metadata(resource.meta()));
        json.putAll(
                switch (resource) {
                    case Resource.Node node -> NodeJson.of(node);
                    case Pod pod -> PodJson.of(pod, objects);
                    case Resource.Deployment it -> ControllerJson.of(it);
                    case Resource.ReplicaSet it -> ControllerJson.of(it);
                    case Resource.StatefulSet it -> ControllerJson.of(it);
                    case Resource.DaemonSet it -> ControllerJson.of(it);
                    case Budget budget -> budget(budget);
                    case Resource.Lease lease -> lease(lease);
                    case Resource.Event event -> event(event);
                    case Resource.ConfigMap map -> Json.map("data", map.data());
                    case Resource.Service service -> service(service);
                    case Resource.Namespace namespace ->
                        Json.map(
                                "spec",
                                Map.of("finalizers", List.of("kubernetes")),
                                "status",
                                Map.of("phase", "Active"));
                });
        return json;
    }

    private static Map<String, Object> metadata(Meta meta) {
        var json = Json.map("name", meta.name());
        if (!meta.namespace().isEmpty()) {
            json.put("namespace", meta.namespace());
        }
        json.put("uid", meta.uid());
        json.put("resourceVersion", Long.toString(meta.resourceVersion()));
        json.put("generation", meta.generation());
        json.put("creationTimestamp", Json.time(meta.created()));
        meta.deleted().ifPresent(at -> {
            json.put("deletionTimestamp", Json.time(at.plusSeconds(PodJson.GRACE_SECONDS)));
            json.put("deletionGracePeriodSeconds", PodJson.GRACE_SECONDS);
        });
        if (!meta.labels().isEmpty()) {
            json.put("labels", meta.labels());
        }
        if (!meta.annotations().isEmpty()) {
            json.put("annotations", meta.annotations());
        }
        meta.owner()
                .ifPresent(owner -> json.put(
                        "ownerReferences",
                        List.of(Json.map(
                                "apiVersion", owner.apiVersion(),
                                "kind", owner.kind(),
                                "name", owner.name(),
                                "uid", owner.uid(),
                                "controller", true,
                                "blockOwnerDeletion", true))));
        return json;
    }

    private static Map<String, Object> lease(Resource.Lease lease) {
        return Json.map(
                "spec",
                Json.map(
                        "holderIdentity", lease.holder(),
                        "leaseDurationSeconds", lease.durationSeconds(),
                        "renewTime", Json.microTime(lease.renewed())));
    }

    private static Map<String, Object> event(Resource.Event event) {
        var at = Json.time(event.at());
        return Json.map(
                "involvedObject",
                Json.map("kind", "Node", "name", event.about(), "uid", event.about()),
                "reason",
                event.reason(),
                "message",
                event.message(),
                "source",
                Json.map("component", "kubelet", "host", event.about()),
                "firstTimestamp",
                at,
                "lastTimestamp",
                at,
                "count",
                1,
                "type",
                "Normal");
    }

    private static Map<String, Object> service(Resource.Service service) {
        return Json.map(
                "spec",
                Json.map(
                        "clusterIP", service.clusterAddress(),
                        "type", "ClusterIP",
                        "selector", service.selector(),
                        "ports",
                                List.of(Json.map(
                                        "port", service.port(), "protocol", "TCP", "targetPort", service.port()))),
                "status",
                Map.of("loadBalancer", Map.of()));
    }

    private static Map<String, Object> budget(Budget budget) {
        var spec = Json.map("selector", Map.of("matchLabels", budget.selector()));
        budget.minAvailable().ifPresent(number -> spec.put("minAvailable", number));
        budget.maxUnavailable().ifPresent(number -> spec.put("maxUnavailable", number));
        var disrupted = Json.map();
        budget.disrupted().forEach((pod, at) -> disrupted.put(pod, Json.time(at)));
        return Json.map(
                "spec",
                spec,
                "status",
                Json.map(
                        "observedGeneration", budget.observedGeneration(),
                        "disruptedPods", disrupted,
                        "disruptionsAllowed", budget.allowed(),
                        "currentHealthy", budget.healthy(),
                        "desiredHealthy", budget.desired(),
                        "expectedPods", budget.expected()));
    }
}
