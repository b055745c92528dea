package dev.windlass.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.ssh.SshClient;
import dev.windlass.simulator.world.Verb;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Somebody who upgrades a cluster by hand. */
final class Operator implements AutoCloseable {
    private final SimulatedClusterServer server;
    private final KubernetesClient client;
    private final Map<String, SshClient> connections = new HashMap<>();
    private int runs;

    Operator(SimulatedClusterServer server, KubernetesClient client) {
        this.server = server;
        this.client = client;
    }

    record Run(String end, String output) {}

    private SshClient ssh(String node) throws Exception {
        var known = connections.get(node);
        if (known != null) {
            return known;
        }
        var fresh = new SshClient(server, new NodeName(node));
        fresh.install("#!/bin/bash\n");
        connections.put(node, fresh);
        return fresh;
    }

    void verb(String node, Verb verb, String argument) throws Exception {
        var run = start(node, verb, argument);
        assertThat(run.end()).as(run.output()).startsWith("windlass-node/1 done rc=0");
    }

    Run start(String node, Verb verb, String argument) throws Exception {
        var id = "demo-s%03d-1".formatted(++runs);
        var ssh = ssh(node);
        ssh.script("start 7 " + id + " " + ssh.soon() + " " + verb + " " + argument);
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !ssh.script("poll 7 " + id + " 0").startsWith("windlass-node/1 running"));
        var answer = ssh.script("poll 7 " + id + " 0").split("\n", 2);
        return new Run(answer[0], answer[1]);
    }

    void cordon(String node, boolean unschedulable) {
        client.nodes()
                .withName(node)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":" + unschedulable + "}}");
    }

    void drain(String node) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    var left =
                            client.pods().inAnyNamespace().withField("spec.nodeName", node).list().getItems().stream()
                                    .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                                            .noneMatch(owner -> owner.getKind().equals("DaemonSet")))
                                    .filter(pod -> pod.getMetadata().getAnnotations() == null
                                            || !pod.getMetadata()
                                                    .getAnnotations()
                                                    .containsKey("kubernetes.io/config.mirror"))
                                    .toList();
                    left.forEach(pod -> {
                        if (pod.getMetadata().getDeletionTimestamp() == null) {
                            client.pods().resource(pod).evict();
                        }
                    });
                    return left.isEmpty();
                });
    }

    void awaitReady(String node, String version) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    var seen = client.nodes().withName(node).get();
                    return ready(seen).equals("True")
                            && seen.getStatus()
                                    .getNodeInfo()
                                    .getKubeletVersion()
                                    .equals(version);
                });
    }

    void awaitNotReady(String node) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> ready(client.nodes().withName(node).get()).equals("Unknown"));
    }

    void awaitWorkloads() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.apps().deployments().inAnyNamespace().list().getItems().stream()
                        .allMatch(deployment -> deployment
                                .getSpec()
                                .getReplicas()
                                .equals(deployment.getStatus().getAvailableReplicas())));
    }

    private static String ready(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    @Override
    public void close() throws Exception {
        for (var connection : connections.values()) {
            connection.close();
        }
    }
}
