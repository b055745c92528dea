package dev.windlass.runtime.config;

import dev.windlass.core.cluster.NodeName;

/** Where a node's SSH server listens. */
public record NodeAddress(NodeName name, String host, int port) {}
