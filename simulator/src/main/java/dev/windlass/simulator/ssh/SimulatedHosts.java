package dev.windlass.simulator.ssh;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.live.LiveCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.SortedMap;
import java.util.TreeMap;

/** An SSH server for each host of a cluster. Thread-safe. */
public final class SimulatedHosts implements AutoCloseable {
    /** Who may log in, with the key that {@link #privateKey()} holds. */
    public static final String USER = "ops";

    private final SortedMap<NodeName, SimulatedHost> hosts = new TreeMap<>();
    private final Path privateKey;
    private final Path knownHosts;

    /**
     * Starts the servers and writes the key file and the known_hosts file.
     *
     * @throws IOException when a port cannot be had or a file not be written
     */
    public SimulatedHosts(LiveCluster cluster, Path directory) throws IOException {
        var key = KeyFiles.generate();
        privateKey = KeyFiles.writePrivateKey(key, directory.resolve("id_ecdsa"));
        var names = cluster.with(world ->
                world.hosts().stream().map(host -> new NodeName(host.name())).toList());
        for (var name : names) {
            hosts.put(name, start(cluster, name, key));
        }
        knownHosts = KeyFiles.writeKnownHosts(hosts.values(), directory.resolve("known_hosts"));
    }

    private static SimulatedHost start(LiveCluster cluster, NodeName name, KeyPair key) throws IOException {
        var host = new SimulatedHost(new Shell(cluster, name), key.getPublic());
        host.open();
        return host;
    }

    public Path privateKey() {
        return privateKey;
    }

    public Path knownHosts() {
        return knownHosts;
    }

    /** On the loopback address. */
    public int port(NodeName node) {
        return host(node).port();
    }

    /** Ends the host's connections and refuses new ones. What runs on the host goes on. */
    public void cut(NodeName node) throws IOException {
        host(node).close();
    }

    /** Takes connections again, at the same port. */
    public void join(NodeName node) throws IOException {
        host(node).open();
    }

    private SimulatedHost host(NodeName node) {
        var host = hosts.get(node);
        if (host == null) {
            throw new IllegalArgumentException("the simulated cluster has no node " + node);
        }
        return host;
    }

    @Override
    public void close() throws IOException {
        for (var host : hosts.values()) {
            host.close();
        }
    }
}
