package dev.windlass.simulation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Selection;
import dev.windlass.simulator.world.SimulatedCluster;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulation makes of the model's objects is what the product's client makes of their JSON text. */
class BindingTest {
    private static final Map<String, Class<?>> COLLECTIONS = new LinkedHashMap<>();
    private static final Map<String, Class<?>> ABOUT = new LinkedHashMap<>();

    static {
        COLLECTIONS.put("/api/v1/nodes", Node.class);
        COLLECTIONS.put("/api/v1/pods", Pod.class);
        COLLECTIONS.put("/api/v1/configmaps", ConfigMap.class);
        COLLECTIONS.put("/apis/apps/v1/deployments", Deployment.class);
        COLLECTIONS.put("/apis/apps/v1/replicasets", ReplicaSet.class);
        COLLECTIONS.put("/apis/apps/v1/statefulsets", StatefulSet.class);
        COLLECTIONS.put("/apis/apps/v1/daemonsets", DaemonSet.class);
        COLLECTIONS.put("/apis/coordination.k8s.io/v1/leases", Lease.class);
        ABOUT.put("/version", VersionInfo.class);
        ABOUT.put("/api/v1", APIResourceList.class);
        ABOUT.put("/apis/policy", APIGroup.class);
    }

    private final KubernetesSerialization client = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(strings = {"1.15.4", "1.19.9", "1.21.1", "1.25.0"})
    void shouldMakeWhatTheClientMakes(String version) {
        var start = Instant.parse("2024-03-01T08:00:00.123456Z");
        var cluster = new SimulatedCluster(DemoCluster.shape(version, 3, 2), start);
        compare(cluster);

        cluster.stopKubelet(new NodeName("k8s-n1"));
        cluster.reboot(new NodeName("k8s-m1"));
        cluster.host(new NodeName("k8s-n2"));
        for (var i = 1; i < 60; i++) {
            cluster.advanceTo(start.plus(Duration.ofMillis(100L * i)));
            if (i % 10 == 0) {
                compare(cluster);
            }
        }
    }

    private void compare(SimulatedCluster cluster) {
        if (!cluster.apiAvailable()) {
            return;
        }
        var server = new ApiServer(cluster);
        COLLECTIONS.forEach((path, type) -> collection(server, path, type));
        var policy = server.version().series().minor() >= 21 ? "v1" : "v1beta1";
        collection(
                server,
                "/apis/policy/" + policy + "/poddisruptionbudgets",
                policy.equals("v1")
                        ? io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget.class
                        : io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget.class);
        ABOUT.forEach((path, type) -> compare(server.discovery(path).orElseThrow(), type));
    }

    private void collection(ApiServer server, String path, Class<?> type) {
        var target = server.target(path);
        var resources = server.select(target, new Selection(target, Map.of()));
        assertThat(resources).as(path).isNotEmpty();
        resources.forEach(resource -> compare(server.render(target.served(), resource), type));
    }

    private void compare(Map<String, Object> json, Class<?> type) {
        var text = client.asJson(json);
        var bound = Binding.bind(type, json);
        if (type != VersionInfo.class) { // It has no equals.
            assertThat(bound).isEqualTo(client.unmarshal(text, type));
        }
        assertThat(client.asJson(bound)).isEqualTo(client.asJson(client.unmarshal(text, type)));
    }
}
