package dev.windlass.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Optional;

/** The address that a Node object gives as its own inside the cluster: status.addresses of type InternalIP. */
final class InternalAddress {
    private InternalAddress() {}

    static Optional<String> of(Node node) {
        return node.getStatus().getAddresses().stream()
                .filter(address -> "InternalIP".equals(address.getType()))
                .map(io.fabric8.kubernetes.api.model.NodeAddress::getAddress)
                .findFirst();
    }
}
