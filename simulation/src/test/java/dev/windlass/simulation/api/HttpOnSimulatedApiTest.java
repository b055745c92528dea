package dev.windlass.simulation.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.KubeconfigClients;
import dev.windlass.simulator.api.SimulatedApi;
import dev.windlass.simulator.live.LiveCluster;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract over HTTP, against the simulated API server that the demo has. */
class HttpOnSimulatedApiTest extends ClusterApiContract {
    @TempDir
    Path directory;

    @Override
    ContractCluster cluster() throws Exception {
        return new Served(directory);
    }

    private static final class Served implements ContractCluster {
        private static final ClusterName NAME = new ClusterName("kc");

        private final LiveCluster live;
        private final SimulatedApi server;
        private final KubeconfigClients clients;

        Served(Path directory) throws IOException {
            live = new LiveCluster(
                    new SimulatedCluster(ContractShape.simulated(Timing.demo()), Instant.now()), Clock.systemUTC());
            server = new SimulatedApi(live, directory);
            clients = new KubeconfigClients(Map.of(NAME, server.kubeconfig()), Clockwork.system());
        }

        @Override
        public ClusterApi api() {
            try {
                return clients.cluster(NAME);
            } catch (ApiProblem problem) {
                throw new AssertionError(problem);
            }
        }

        @Override
        public Clockwork clockwork() {
            return Clockwork.system();
        }

        @Override
        public NodeName controlPlane() {
            return new NodeName("kc-cp1");
        }

        @Override
        public NodeName worker() {
            return new NodeName("kc-w1");
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        /** It speaks in clear, and credentials do not go to other addresses in clear. */
        @Override
        public boolean reachesServers() {
            return false;
        }

        @Override
        public void close() {
            clients.close();
            server.close();
            live.close();
        }
    }
}
