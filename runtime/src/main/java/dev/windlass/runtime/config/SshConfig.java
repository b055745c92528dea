package dev.windlass.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to log in to the nodes of a cluster.
 *
 * @param port of nodes that have no address of their own in the configuration
 * @param bastion through which the nodes are reached
 */
public record SshConfig(String user, Path privateKey, Path knownHosts, int port, Optional<Bastion> bastion) {
    public static final int DEFAULT_PORT = 22;

    /** A host that forwards connections, written user@host:port. */
    public record Bastion(String user, String host, int port) {}
}
