package dev.windlass.executor.node;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The contract on a node of the simulator. */
class SimulatedNodeContractTest extends HostContract {
    @Override
    ContractNode open() {
        return new SimulatedContractNode();
    }

    /** Each command takes a moment, in which the cluster moves. */
    private static final class SimulatedContractNode implements ContractNode, NodeCommands {
        private static final NodeName WORKER = new NodeName("k8s-n1");
        private static final Duration MOMENT = Duration.ofMillis(30);

        private final SimulatedCluster cluster =
                new SimulatedCluster(DemoCluster.shape(), Instant.parse("2019-10-01T10:00:00Z"));

        @Override
        public NodeReply<CommandOutput> run(NodeEndpoint node, List<String> words, Duration atMost) {
            cluster.advanceTo(cluster.now().plus(MOMENT));
            var answer = cluster.command(WORKER, words.subList(3, words.size()));
            return new NodeReply.Answered<>(CommandOutput.of(answer.status(), answer.text(), ""));
        }

        @Override
        public void forget(NodeEndpoint node) {}

        @Override
        public NodeCommands commands() {
            return this;
        }

        @Override
        public NodeEndpoint endpoint() {
            var access = new SshAccess("ops", Path.of("key"), Path.of("known_hosts"), Optional.empty());
            return new NodeEndpoint(new ClusterName("demo"), WORKER, "10.0.0.14", 22, access);
        }

        @Override
        public PackageRevision installed() {
            return cluster.host(WORKER).kubeletPackage();
        }

        @Override
        public void hold() {
            cluster.faults(WORKER).stall(true);
        }

        @Override
        public void release() {
            cluster.faults(WORKER).stall(false);
        }

        @Override
        public void killUnit(RunId run) {
            cluster.faults(WORKER).killUnit(run.text());
        }

        @Override
        public void reboot() {
            cluster.reboot(WORKER);
        }

        @Override
        public void fillDisk(boolean full) {
            cluster.fillDisk(WORKER, full);
        }

        @Override
        public void close() {}
    }
}
