package dev.windlass.simulator.api;

import dev.windlass.simulator.world.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A collection that the API serves.
 *
 * @param group empty for the core group
 * @param what empty for collections that exist and have nothing in them here
 * @param from the first minor version of Kubernetes 1 that serves it
 * @param until the last
 */
public record Served(
        String group,
        String version,
        String plural,
        String name,
        boolean namespaced,
        Optional<Kind> what,
        int from,
        int until) {
    private static final int ALWAYS = 0;
    private static final int STILL = 10_000;

    static final List<Served> ALL = List.of(
            core("nodes", "Node", false, Kind.NODE),
            core("namespaces", "Namespace", false, Kind.NAMESPACE),
            core("pods", "Pod", true, Kind.POD),
            core("services", "Service", true, Kind.SERVICE),
            core("configmaps", "ConfigMap", true, Kind.CONFIG_MAP),
            empty("", "v1", "replicationcontrollers", "ReplicationController", true),
            empty("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true),
            empty("", "v1", "persistentvolumes", "PersistentVolume", false),
            core("events", "Event", true, Kind.EVENT),
            in("apps", "v1", "deployments", "Deployment", Kind.DEPLOYMENT),
            in("apps", "v1", "replicasets", "ReplicaSet", Kind.REPLICA_SET),
            in("apps", "v1", "statefulsets", "StatefulSet", Kind.STATEFUL_SET),
            in("apps", "v1", "daemonsets", "DaemonSet", Kind.DAEMON_SET),
            in("coordination.k8s.io", "v1", "leases", "Lease", Kind.LEASE),
            budgets("v1beta1", ALWAYS, 24),
            budgets("v1", 21, STILL),
            empty("batch", "v1", "jobs", "Job", true),
            empty("storage.k8s.io", "v1", "volumeattachments", "VolumeAttachment", false));

    private static Served core(String plural, String name, boolean namespaced, Kind kind) {
        return new Served("", "v1", plural, name, namespaced, Optional.of(kind), ALWAYS, STILL);
    }

    private static Served in(String group, String version, String plural, String name, Kind kind) {
        return new Served(group, version, plural, name, true, Optional.of(kind), ALWAYS, STILL);
    }

    private static Served empty(String group, String version, String plural, String name, boolean namespaced) {
        return new Served(group, version, plural, name, namespaced, Optional.empty(), ALWAYS, STILL);
    }

    private static Served budgets(String version, int from, int until) {
        return new Served(
                "policy",
                version,
                "poddisruptionbudgets",
                "PodDisruptionBudget",
                true,
                Optional.of(Kind.POD_DISRUPTION_BUDGET),
                from,
                until);
    }

    boolean isServedBy(int minor) {
        return minor >= from && minor <= until;
    }

    /** As objects write it: apps/v1. */
    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As error messages write it: deployments.apps. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
