package dev.windlass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindlassConfigTest {
    static final String DEMO = """
            kafka: {bootstrapServers: "localhost:9092", security.protocol: SSL}
            dataDir: ./data
            clusters:
              - name: demo
                labels: {env: dev}
                kubeconfig: kube/config
                ssh: {user: ops, privateKey: /keys/id, knownHosts: known, port: 2222, bastion: "jump@gate.example:2022"}
                nodes:
                  - {name: demo-cp1, host: 127.0.0.1, port: 22001}
                  - {name: demo-w1, host: w1.example}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldReadEveryKey() throws IOException {
        var config = load(DEMO);
        assertThat(config.kafka().bootstrapServers()).contains("localhost:9092");
        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
        assertThat(config.dataDir()).isEqualTo(directory.resolve("data"));
        var cluster = config.cluster(new ClusterName("demo")).orElseThrow();
        assertThat(cluster.kubeconfig()).isEqualTo(directory.resolve("kube/config"));
        assertThat(cluster.ssh().bastion()).contains(new SshConfig.Bastion("jump", "gate.example", 2022));
        assertThat(cluster.address(new NodeName("demo-cp1")))
                .contains(new NodeAddress(new NodeName("demo-cp1"), "127.0.0.1", 22001));
        assertThat(cluster.address(new NodeName("demo-w1")).map(NodeAddress::port))
                .contains(2222);
        assertThat(cluster.address(new NodeName("demo-w2"))).isEmpty();
    }

    @Test
    void shouldReadJson() throws IOException {
        var config = load(
                "{\"clusters\": [{\"name\": \"a\", \"kubeconfig\": \"k\", \"ssh\": {\"user\": \"u\", \"privateKey\": \"p\", \"knownHosts\": \"h\"}}]}");
        assertThat(config.clusters()).hasSize(1);
        assertThat(config.kafka().bootstrapServers()).isEqualTo(Optional.empty());
        assertThat(config.http()).isEqualTo(HttpConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafak: {}                                          | kafak is not a key here; did you mean kafka?",
                "clusters: [{name: Demo}]                           | clusters[0].name is wrong: 'Demo' is not a cluster name",
                "clusters: [{name: a, kubeconfig: k}]               | clusters[0].ssh is missing",
                "clusters: [{kubeconfig: k}]                        | clusters[0].name is missing",
                "clusters: {name: a}                                | clusters must be a list",
                "http: {planner: 99999}                             | http.planner must be a number from 0 to 65535, not 99999",
                "kafka: [                                           | it is not YAML",
                "kafka: {partitions: &a [[*a]]}                     | kafka.partitions must be a number from 1 to 1000, not several",
                "? [&a [[*a]]] : b                                  | it ",
                "dataDir: !!set {a, b}                              | dataDir must be one text",
                "dataDir: \"a\\0b\"                                  | dataDir is not a path",
                "'just text'                                        | it must be a mapping",
                "kafka: {bootstrap.servers: 'kafka1:9092'}          | kafka.bootstrap.servers is written bootstrapServers here",
                "kafka: {bootstrapServer: 'kafka1:9092'}            | kafka.bootstrapServer is not a key here, and no property of Kafka's clients; did you mean bootstrapServers?",
                "kafka: {bootstrapServers: a, bootstrap.servers: b} | kafka.bootstrap.servers is written bootstrapServers here",
                "kafka: {bootstrapServers: a, grup.id: x}           | kafka.grup.id is not a key here, and no property of Kafka's clients. Known: ",
                "kafka: {security.protocl: SSL}                     | did you mean security.protocol?",
                "kafka: {group.id: x}                               | kafka.group.id can't be set",
                "kafka: {acks: 1}                                   | kafka.acks can't be set",
                "kafka: {isolation.level: read_uncommitted}         | kafka.isolation.level can't be set",
            })
    void shouldSayWhatIsWrongAndWhere(String text, String words) {
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("windlass.yaml")
                .hasMessageContaining(words);
    }

    @Test
    void shouldRefuseTwoClustersOfOneName() {
        var twice = DEMO + DEMO.substring(DEMO.indexOf("  - name"));
        assertThatThrownBy(() -> load(twice)).hasMessageContaining("two clusters have the name demo");
    }

    @Test
    void shouldRefuseTwoAddressesOfOneNode() {
        var twice = DEMO + "      - {name: demo-w1, host: w2.example}\n";
        assertThatThrownBy(() -> load(twice))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("clusters[0].nodes has two entries with the name demo-w1");
    }

    @Test
    void shouldKnowTheHomeOfWhoRunsIt() throws IOException {
        var home = Path.of(System.getProperty("user.home"));
        var config = load(DEMO.replace("/keys/id", "~/.ssh/id").replace("./data", "~other/data"));
        assertThat(config.clusters().getFirst().ssh().privateKey()).isEqualTo(home.resolve(".ssh/id"));
        assertThat(config.dataDir()).isEqualTo(directory.resolve("~other/data"));
    }

    @Test
    void shouldTakeWhatSomeClientOfKafkaKnows() throws IOException {
        var properties =
                load("kafka: {ssl.truststore.location: t, fetch.min.bytes: 1, batch.size: 1, schema.registry.url: 'http://r', config.providers: f, config.providers.f.class: x}")
                        .kafka()
                        .properties();
        assertThat(properties).hasSize(6).containsEntry("config.providers.f.class", "x");
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThatThrownBy(() -> WindlassConfig.load(directory.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void shouldNameTheFilesThatAreMissing() throws IOException {
        assertThat(load(DEMO).problems())
                .hasSize(3)
                .anyMatch(p -> p.contains("cluster demo: the SSH private key /keys/id does not exist"));
    }

    @Test
    void shouldNotPrintTheValuesOfKafkaProperties() throws IOException {
        assertThat(load("kafka: {ssl.keystore.password: hunter2}").toString())
                .contains("ssl.keystore.password")
                .doesNotContain("hunter2");
    }

    private WindlassConfig load(String text) throws IOException {
        var file = directory.resolve("windlass.yaml");
        Files.writeString(file, text);
        return WindlassConfig.load(file);
    }
}
