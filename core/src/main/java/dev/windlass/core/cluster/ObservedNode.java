package dev.windlass.core.cluster;

import java.util.Optional;

/**
 * A node as the validator saw it through the Kubernetes API.
 *
 * @param kubelet the version that the kubelet reports
 * @param apiServer the version of the API server on this node; empty on workers
 * @param lowestComponent the lowest version that a component of its control plane has; empty on workers, and where it is not known
 * @param ready whether its Ready condition was True
 * @param schedulable false when somebody cordoned it
 * @param cordonedByWindlass whether that was an upgrade of Windlass, which ended without giving the node back
 * @param machineId of the Node object, to be compared with the host that SSH reaches; may be empty
 */
public record ObservedNode(
        NodeName name,
        Role role,
        KubernetesVersion kubelet,
        Optional<KubernetesVersion> apiServer,
        boolean ready,
        boolean schedulable,
        String machineId,
        boolean cordonedByWindlass,
        Optional<KubernetesVersion> lowestComponent) {
    /** A node that no upgrade of Windlass left cordoned, whose components are of one version. */
    public ObservedNode(
            NodeName name,
            Role role,
            KubernetesVersion kubelet,
            Optional<KubernetesVersion> apiServer,
            boolean ready,
            boolean schedulable,
            String machineId) {
        this(name, role, kubelet, apiServer, ready, schedulable, machineId, false, apiServer);
    }
}
