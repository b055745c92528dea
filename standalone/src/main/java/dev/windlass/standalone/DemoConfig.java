package dev.windlass.standalone;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.kubernetes.Timing;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.NodeAddress;
import dev.windlass.runtime.config.SshConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.simulator.SimulatedClusterServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration that a user of the simulated cluster would write. */
final class DemoConfig {
    static final ClusterName CLUSTER = new ClusterName("demo");

    /** A simulated kubelet reports within a second, so one that is silent for six has failed. */
    static final Timing TIMING =
            new Timing(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(30), Duration.ofSeconds(20));

    private static final HttpConfig FREE_PORTS = new HttpConfig("127.0.0.1", 0, 0, 0);

    private DemoConfig() {}

    static WindlassConfig of(SimulatedClusterServer cluster, Path directory) {
        var nodes = cluster.nodeAddresses().stream()
                .map(address -> new NodeAddress(address.name(), address.host(), address.port()))
                .toList();
        var ssh = new SshConfig(
                cluster.sshUser(),
                cluster.privateKey(),
                cluster.knownHosts(),
                SshConfig.DEFAULT_PORT,
                Optional.empty());
        return new WindlassConfig(
                directory.resolve("windlass.yaml"),
                new KafkaConfig(Optional.empty(), KafkaConfig.DEFAULT_PARTITIONS, Map.of()),
                directory.resolve("data"),
                FREE_PORTS,
                List.of(new ClusterConfig(CLUSTER, Map.of("env", "demo"), cluster.kubeconfig(), ssh, nodes)));
    }
}
