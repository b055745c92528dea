package dev.windlass.simulation.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.KubeconfigClients;
import dev.windlass.kubernetes.api.Resources;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract over HTTP, against a real API server: {@code WINDLASS_TEST_KUBECONFIG} names the kubeconfig of a kubeadm cluster of one
 * control plane and one worker, whose nodes' addresses lead to them from here, at {@code WINDLASS_TEST_VERSION} or v1.19.9. See
 * system-tests/contract-kubernetes.sh.
 */
class RealClusterTest extends ClusterApiContract {
    private static final Optional<String> KUBECONFIG = Optional.ofNullable(System.getenv("WINDLASS_TEST_KUBECONFIG"));
    private static final Optional<String> VERSION = Optional.ofNullable(System.getenv("WINDLASS_TEST_VERSION"));
    private static final String IMAGE =
            Optional.ofNullable(System.getenv("WINDLASS_LAB_IMAGE")).orElse("k8s.gcr.io/pause:3.2");

    private static final String WORKLOADS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s}
            spec:
              replicas: 1
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec:
                  terminationGracePeriodSeconds: 2
                  containers: [{name: pause, image: "%2$s"}]
            """;
    private static final String BUDGET = """
            apiVersion: policy/v1beta1
            kind: PodDisruptionBudget
            metadata: {name: %1$s}
            spec: {minAvailable: 1, selector: {matchLabels: {app: %2$s}}}
            """;

    @BeforeAll
    static void createWorkloads() {
        assumeTrue(KUBECONFIG.isPresent(), "skipped: no lab");
        try (var client = client()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(ContractShape.NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
            for (var app : List.of(ContractShape.FREE, ContractShape.GUARDED, ContractShape.TWICE)) {
                create(client, WORKLOADS.formatted(app, IMAGE));
            }
            create(client, BUDGET.formatted("guard", ContractShape.GUARDED));
            create(client, BUDGET.formatted("first", ContractShape.TWICE));
            create(client, BUDGET.formatted("second", ContractShape.TWICE));
        }
    }

    @AfterAll
    static void removeWorkloads() {
        if (KUBECONFIG.isPresent()) {
            try (var client = client()) {
                client.namespaces().withName(ContractShape.NAMESPACE).delete();
            }
        }
    }

    private static void create(KubernetesClient client, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(ContractShape.NAMESPACE)
                .create();
    }

    private static KubernetesClient client() {
        var config = new ConfigBuilder(
                        Config.fromKubeconfig(Path.of(KUBECONFIG.orElseThrow()).toFile()))
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    ContractCluster cluster() throws Exception {
        return new Real(Path.of(KUBECONFIG.orElseThrow()));
    }

    private static final class Real implements ContractCluster {
        private final KubeconfigClients clients;
        private final ClusterApi api;
        private final List<Node> nodes;

        Real(Path kubeconfig) throws Exception {
            var name = new ClusterName("kc");
            clients = new KubeconfigClients(Map.of(name, kubeconfig), Clockwork.system());
            api = clients.cluster(name);
            nodes = api.list(NodeList.class, Resources.NODES, Map.of());
        }

        @Override
        public ClusterApi api() {
            return api;
        }

        @Override
        public Clockwork clockwork() {
            return Clockwork.system();
        }

        @Override
        public KubernetesVersion version() {
            return VERSION.map(KubernetesVersion::parse).orElseGet(ContractCluster.super::version);
        }

        @Override
        public NodeName controlPlane() {
            return named(true);
        }

        @Override
        public NodeName worker() {
            return named(false);
        }

        private NodeName named(boolean master) {
            return nodes.stream()
                    .filter(node ->
                            node.getMetadata().getLabels().containsKey("node-role.kubernetes.io/master") == master)
                    .map(node -> new NodeName(node.getMetadata().getName()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public boolean reachesServers() {
            return true;
        }

        @Override
        public void close() {
            clients.close();
        }
    }
}
