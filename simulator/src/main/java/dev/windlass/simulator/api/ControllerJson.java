package dev.windlass.simulator.api;

import dev.windlass.simulator.world.PodTemplate;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.Resource.Counts;
import java.util.List;
import java.util.Map;

/** Spec and status of the controllers of the apps group. */
final class ControllerJson {
    private ControllerJson() {}

    static Map<String, Object> of(Resource.Deployment it) {
        var spec = Json.map(
                "replicas", it.replicas(),
                "selector", selector(it.template()),
                "template", template(it.template()),
                "strategy",
                        Json.map(
                                "type",
                                "RollingUpdate",
                                "rollingUpdate",
                                Json.map("maxUnavailable", it.maxUnavailable(), "maxSurge", 1)));
        var counts = it.counts();
        var status = status(it.observedGeneration(), counts.present());
        status.put("updatedReplicas", counts.updated());
        status.put("readyReplicas", counts.ready());
        status.put("availableReplicas", counts.ready());
        var missing = counts.wanted() - counts.ready();
        if (missing > 0) {
            status.put("unavailableReplicas", missing);
        }
        status.put("conditions", conditions(it));
        return Json.map("spec", spec, "status", status);
    }

    private static List<Map<String, Object>> conditions(Resource.Deployment it) {
        var counts = it.counts();
        var available = counts.ready() >= counts.wanted() - it.maxUnavailable();
        var complete = counts.updated() == counts.wanted() && counts.ready() >= counts.wanted();
        return List.of(
                Json.map("type", "Available", "status", available ? "True" : "False"),
                Json.map(
                        "type", "Progressing",
                        "status", "True",
                        "reason", complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated"));
    }

    static Map<String, Object> of(Resource.ReplicaSet it) {
        var status = status(it.observedGeneration(), it.counts().present());
        status.put("fullyLabeledReplicas", it.counts().present());
        status.put("readyReplicas", it.counts().ready());
        status.put("availableReplicas", it.counts().ready());
        return Json.map(
                "spec",
                Json.map(
                        "replicas", it.replicas(),
                        "selector", selector(it.template()),
                        "template", template(it.template())),
                "status",
                status);
    }

    /** StatefulSets count available pods only from 1.22 on, so not here. */
    static Map<String, Object> of(Resource.StatefulSet it) {
        var status = status(it.observedGeneration(), it.counts().present());
        status.put("readyReplicas", it.counts().ready());
        status.put("currentReplicas", it.counts().present());
        status.put("updatedReplicas", it.counts().updated());
        return Json.map(
                "spec",
                Json.map(
                        "replicas", it.replicas(),
                        "serviceName", it.service(),
                        "podManagementPolicy", "OrderedReady",
                        "selector", selector(it.template()),
                        "template", template(it.template())),
                "status",
                status);
    }

    static Map<String, Object> of(Resource.DaemonSet it) {
        Counts counts = it.counts();
        return Json.map(
                "spec",
                Json.map(
                        "selector", selector(it.template()),
                        "template", template(it.template()),
                        "updateStrategy",
                                Json.map("type", "RollingUpdate", "rollingUpdate", Json.map("maxUnavailable", 1))),
                "status",
                Json.map(
                        "observedGeneration", it.observedGeneration(),
                        "desiredNumberScheduled", counts.wanted(),
                        "currentNumberScheduled", counts.present(),
                        "updatedNumberScheduled", counts.updated(),
                        "numberMisscheduled", 0,
                        "numberReady", counts.ready(),
                        "numberAvailable", counts.ready(),
                        "numberUnavailable", Math.max(0, counts.wanted() - counts.ready())));
    }

    private static Map<String, Object> status(long observedGeneration, int replicas) {
        return Json.map("observedGeneration", observedGeneration, "replicas", replicas);
    }

    private static Map<String, Object> selector(PodTemplate template) {
        return Json.map("matchLabels", template.labels());
    }

    private static Map<String, Object> template(PodTemplate template) {
        return Json.map("metadata", Json.map("labels", template.labels()), "spec", PodJson.spec(template, false));
    }
}
