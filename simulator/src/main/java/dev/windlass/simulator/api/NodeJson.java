package dev.windlass.simulator.api;

import dev.windlass.simulator.world.Readiness;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.Taints;
import java.util.List;
import java.util.Map;

/** A Node's spec and status. */
final class NodeJson {
    private NodeJson() {}

    static Map<String, Object> of(Resource.Node node) {
        var spec = Json.map("podCIDR", "10.244.0.0/24");
        if (node.unschedulable()) {
            spec.put("unschedulable", true);
        }
        var taints = Taints.of(node).stream()
                .map(taint -> Json.map("key", taint.key(), "effect", taint.effect()))
                .toList();
        if (!taints.isEmpty()) {
            spec.put("taints", taints);
        }
        var size = Json.map("cpu", "2", "memory", "4Gi", "pods", "110");
        return Json.map(
                "spec",
                spec,
                "status",
                Json.map(
                        "capacity", size,
                        "allocatable", size,
                        "conditions", conditions(node),
                        "addresses",
                                List.of(
                                        Json.map("type", "InternalIP", "address", node.address()),
                                        Json.map(
                                                "type",
                                                "Hostname",
                                                "address",
                                                node.meta().name())),
                        "daemonEndpoints", Map.of("kubeletEndpoint", Map.of("Port", 10250)),
                        "nodeInfo", info(node)));
    }

    private static Map<String, Object> info(Resource.Node node) {
        return Json.map(
                "machineID", node.machineId(),
                "systemUUID", node.machineId(),
                "bootID", node.bootId(),
                "kernelVersion", "3.10.0-1062.el7.x86_64",
                "osImage", node.operatingSystem(),
                "containerRuntimeVersion",
                        node.kubelet().series().minor() < 24 ? "docker://18.9.9" : "containerd://1.7.20",
                "kubeletVersion", node.kubelet().toString(),
                "kubeProxyVersion", node.kubelet().toString(),
                "operatingSystem", "linux",
                "architecture", "amd64");
    }

    private static List<Map<String, Object>> conditions(Resource.Node node) {
        var ready = node.ready();
        var silent = ready.status() == Readiness.Status.UNKNOWN;
        return List.of(
                pressure("MemoryPressure", "KubeletHasSufficientMemory", ready, silent),
                pressure("DiskPressure", "KubeletHasNoDiskPressure", ready, silent),
                pressure("PIDPressure", "KubeletHasSufficientPID", ready, silent),
                condition("Ready", ready.status().toString(), ready.reason(), ready.message(), ready));
    }

    private static Map<String, Object> pressure(String type, String reason, Readiness ready, boolean silent) {
        return silent
                ? condition(type, "Unknown", ready.reason(), ready.message(), ready)
                : condition(type, "False", reason, "kubelet is well", ready);
    }

    private static Map<String, Object> condition(
            String type, String status, String reason, String message, Readiness ready) {
        return Json.map(
                "type", type,
                "status", status,
                "lastHeartbeatTime", Json.time(ready.heartbeat()),
                "lastTransitionTime", Json.time(ready.transition()),
                "reason", reason,
                "message", message);
    }
}
