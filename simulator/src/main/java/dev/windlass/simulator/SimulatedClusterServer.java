package dev.windlass.simulator;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.api.SimulatedApi;
import dev.windlass.simulator.live.LiveCluster;
import dev.windlass.simulator.ssh.SimulatedHosts;
import dev.windlass.simulator.world.ClusterShape;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.Truth;
import dev.windlass.simulator.world.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** A simulated cluster in real time, with SSH servers and a Kubernetes API on the loopback address. Thread-safe. */
public final class SimulatedClusterServer implements AutoCloseable {
    private final LiveCluster live;
    private final SimulatedHosts hosts;
    private final SimulatedApi api;

    /** How a node is reached over SSH. */
    public record Address(NodeName name, String host, int port) {}

    private SimulatedClusterServer(LiveCluster live, SimulatedHosts hosts, SimulatedApi api) {
        this.live = live;
        this.hosts = hosts;
        this.api = api;
    }

    /**
     * Starts a cluster of that shape.
     *
     * @param directory where the kubeconfig, the key and known_hosts are written, for the owner's eyes only
     * @throws IOException when a port cannot be had or a file not be written
     */
    public static SimulatedClusterServer start(ClusterShape shape, Path directory) throws IOException {
        var live = new LiveCluster(new SimulatedCluster(shape, Clock.systemUTC().instant()), Clock.systemUTC());
        try {
            var hosts = new SimulatedHosts(live, directory);
            return new SimulatedClusterServer(live, hosts, new SimulatedApi(live, directory));
        } catch (IOException | RuntimeException e) {
            live.close();
            throw e;
        }
    }

    // ---- how to reach it

    public Path kubeconfig() {
        return api.kubeconfig();
    }

    public String sshUser() {
        return SimulatedHosts.USER;
    }

    public Path privateKey() {
        return hosts.privateKey();
    }

    public Path knownHosts() {
        return hosts.knownHosts();
    }

    public List<Address> nodeAddresses() {
        return live.with(world -> world.hosts().stream()
                .map(host -> new NodeName(host.name()))
                .map(name -> new Address(name, "127.0.0.1", hosts.port(name)))
                .toList());
    }

    // ---- faults

    /** From now on every kubelet version of this node other than the running one crashes when it starts. */
    public void breakKubelet(NodeName node) {
        live.tell(world -> world.breakKubelet(node));
    }

    public void fillDisk(NodeName node, boolean full) {
        live.tell(world -> world.fillDisk(node, full));
    }

    public void reboot(NodeName node) {
        live.tell(world -> world.reboot(node));
    }

    /** No API server answers, until this is called with false. */
    public void cutApi(boolean cut) {
        live.tell(world -> world.cutApi(cut));
    }

    /** Gives a PodDisruptionBudget another least number of available pods. */
    public void changeBudget(String namespace, String name, int minAvailable) {
        live.tell(world ->
                world.workloads().changeBudget(namespace, name, OptionalInt.of(minAvailable), OptionalInt.empty()));
    }

    /** Ends the node's SSH connections and refuses new ones, until {@link #joinSsh}. What runs on the node goes on. */
    public void cutSsh(NodeName node) {
        try {
            hosts.cut(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void joinSsh(NodeName node) {
        try {
            hosts.join(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- looking at it

    /** As {@code kubectl get nodes} prints it. */
    public String nodesTable() {
        return live.with(world -> NodesTable.of(world.list(Resource.Node.class, Kind.NODE), world.now()));
    }

    public List<NodeName> cordoned() {
        return live.with(SimulatedCluster::cordoned);
    }

    /** How often a verb was begun on a node. */
    public int starts(NodeName node, Verb verb) {
        return live.with(world -> world.truth().starts(node.text(), verb));
    }

    /** How often a verb changed something on a node. */
    public int acts(NodeName node, Verb verb) {
        return live.with(world -> world.truth().acts(node.text(), verb));
    }

    /** The fewest ready pods of a Deployment that were seen since it first had all; empty when it never had. */
    public OptionalInt leastReady(String namespace, String deployment) {
        return live.with(world -> world.truth().leastReady(namespace, deployment));
    }

    /** What happened that no correct upgrade does. */
    public List<Truth.Violation> violations() {
        return live.with(world -> world.truth().violations());
    }

    /** How long no API server answered, all together. */
    public Duration apiOutage() {
        return live.with(world -> world.truth().outage());
    }

    /** Asks the cluster behind it anything else. */
    public <T> T look(Function<SimulatedCluster, T> question) {
        return live.with(question);
    }

    /** Does anything else to the cluster behind it. */
    public void tell(Consumer<SimulatedCluster> what) {
        live.tell(what);
    }

    @Override
    public void close() throws IOException {
        api.close();
        hosts.close();
        live.close();
    }
}
