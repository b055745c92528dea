package dev.windlass.executor.node;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How this executor logs in to the nodes of a cluster. Files are read anew for each connection, so they may be replaced.
 *
 * @param user the login on the nodes; it may run the node script with {@code sudo -n}
 * @param privateKey an OpenSSH or PEM private key without passphrase
 * @param knownHosts in OpenSSH's form; host keys are always verified against it
 * @param bastion through which nodes are reached with direct-tcpip forwarding; same key and known hosts
 */
public record SshAccess(String user, Path privateKey, Path knownHosts, Optional<Bastion> bastion) {
    /** The host that forwards connections to nodes. */
    public record Bastion(String user, String host, int port) {}
}
