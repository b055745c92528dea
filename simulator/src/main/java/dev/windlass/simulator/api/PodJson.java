package dev.windlass.simulator.api;

import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.ObjectView;
import dev.windlass.simulator.world.Pod;
import dev.windlass.simulator.world.PodTemplate;
import dev.windlass.simulator.world.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A Pod's spec and status. */
final class PodJson {
    static final int GRACE_SECONDS = 30;

    private PodJson() {}

    static Map<String, Object> of(Pod pod, ObjectView objects) {
        var json = Json.map("spec", spec(pod.template(), pod.isMirror()));
        pod.node().ifPresent(node -> field(json, "spec").put("nodeName", node));
        json.put("status", status(pod, objects));
        return json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> field(Map<String, Object> json, String name) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(name));
    }

    static String phase(Pod pod) {
        var text = pod.phase().name();
        return text.charAt(0) + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> spec(PodTemplate template, boolean hostNetwork) {
        var container =
                Json.map("name", template.container(), "image", template.image(), "imagePullPolicy", "IfNotPresent");
        var spec = Json.map(
                "containers",
                List.of(container),
                "restartPolicy",
                "Always",
                "terminationGracePeriodSeconds",
                GRACE_SECONDS,
                "dnsPolicy",
                "ClusterFirst",
                "schedulerName",
                "default-scheduler",
                "volumes",
                volumes(template));
        if (hostNetwork) {
            spec.put("hostNetwork", true);
        }
        switch (template.toleration()) {
            case NOTHING -> {}
            case CONTROL_PLANES ->
                spec.put(
                        "tolerations",
                        List.of(
                                Json.map("key", "node-role.kubernetes.io/master", "effect", "NoSchedule"),
                                Json.map("key", "node-role.kubernetes.io/control-plane", "effect", "NoSchedule")));
            case EVERYTHING -> spec.put("tolerations", List.of(Json.map("operator", "Exists")));
        }
        return spec;
    }

    private static List<Map<String, Object>> volumes(PodTemplate template) {
        var volumes = new ArrayList<Map<String, Object>>();
        volumes.add(Json.map("name", "default-token", "secret", Map.of("secretName", "default-token")));
        if (template.emptyDir()) {
            volumes.add(Json.map("name", "scratch", "emptyDir", Map.of()));
        }
        return volumes;
    }

    private static Map<String, Object> status(Pod pod, ObjectView objects) {
        var status = Json.map("phase", phase(pod), "conditions", conditions(pod), "qosClass", "BestEffort");
        if (pod.node().isPresent()) {
            objects.find(Kind.NODE, "", pod.node().get())
                    .ifPresent(node -> status.put("hostIP", ((Resource.Node) node).address()));
            // A static pod of kubeadm's uses its node's network.
            var own = "10.244.%d.%d".formatted(pod.order() / 250 % 250, pod.order() % 250 + 1);
            status.put("podIP", pod.isMirror() ? status.getOrDefault("hostIP", own) : own);
        }
        pod.started().ifPresent(at -> {
            status.put("startTime", Json.time(at));
            status.put("containerStatuses", List.of(container(pod, at)));
        });
        return status;
    }

    private static Map<String, Object> container(Pod pod, Instant started) {
        var image = pod.runningImage();
        return Json.map(
                "name", pod.template().container(),
                "image", image,
                "imageID",
                        "docker-pullable://" + image + "@sha256:"
                                + "%08x".formatted(image.hashCode()).repeat(8),
                "ready", pod.ready(),
                "started", pod.ready(),
                "restartCount", pod.restarts(),
                "state", Map.of("running", Map.of("startedAt", Json.time(started))),
                "lastState", Map.of());
    }

    private static List<Map<String, Object>> conditions(Pod pod) {
        var conditions = new ArrayList<Map<String, Object>>();
        var bound = pod.node().isPresent();
        var scheduled = condition("PodScheduled", bound, pod.meta().created());
        if (!bound && !pod.waitsFor().isEmpty()) {
            scheduled.put("reason", "Unschedulable");
            scheduled.put("message", pod.waitsFor());
        }
        conditions.add(scheduled);
        if (bound) {
            conditions.add(condition("Initialized", true, pod.meta().created()));
            conditions.add(condition("ContainersReady", pod.ready(), pod.readySince()));
            var ready = condition("Ready", pod.ready(), pod.readySince());
            if (!pod.ready()) {
                ready.put("reason", "ContainersNotReady");
                ready.put("message", pod.waitsFor());
            }
            conditions.add(ready);
        }
        return conditions;
    }

    private static Map<String, Object> condition(String type, boolean holds, Instant since) {
        return Json.map("type", type, "status", holds ? "True" : "False", "lastTransitionTime", Json.time(since));
    }
}
