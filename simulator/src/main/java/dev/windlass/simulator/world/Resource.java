package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** An object of the simulated Kubernetes API. Immutable: a change makes a new one with a new resourceVersion. */
public sealed interface Resource
        permits Resource.Namespace,
                Resource.Service,
                Resource.ConfigMap,
                Resource.Lease,
                Resource.Event,
                Resource.Node,
                Resource.Deployment,
                Resource.ReplicaSet,
                Resource.StatefulSet,
                Resource.DaemonSet,
                Pod,
                Budget {
    Meta meta();

    Resource withMeta(Meta meta);

    Kind kind();

    /** A namespace. */
    record Namespace(Meta meta) implements Resource {
        @Override
        public Namespace withMeta(Meta changed) {
            return new Namespace(changed);
        }

        @Override
        public Kind kind() {
            return Kind.NAMESPACE;
        }
    }

    /** @param selector which pods it sends traffic to */
    record Service(Meta meta, String clusterAddress, int port, SortedMap<String, String> selector) implements Resource {
        public Service {
            selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
        }

        @Override
        public Service withMeta(Meta changed) {
            return new Service(changed, clusterAddress, port, selector);
        }

        @Override
        public Kind kind() {
            return Kind.SERVICE;
        }
    }

    /** A ConfigMap. */
    record ConfigMap(Meta meta, SortedMap<String, String> data) implements Resource {
        public ConfigMap {
            data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        }

        @Override
        public ConfigMap withMeta(Meta changed) {
            return new ConfigMap(changed, data);
        }

        @Override
        public Kind kind() {
            return Kind.CONFIG_MAP;
        }
    }

    /** A lease: a kubelet renews that of its node. */
    record Lease(Meta meta, String holder, int durationSeconds, Instant renewed) implements Resource {
        @Override
        public Lease withMeta(Meta changed) {
            return new Lease(changed, holder, durationSeconds, renewed);
        }

        @Override
        public Kind kind() {
            return Kind.LEASE;
        }

        Lease renewedAt(Instant at) {
            return new Lease(meta, holder, durationSeconds, at);
        }
    }

    /**
     * What a kubelet tells of its node, once.
     *
     * @param about the node
     */
    record Event(Meta meta, String about, String reason, String message, Instant at) implements Resource {
        @Override
        public Event withMeta(Meta changed) {
            return new Event(changed, about, reason, message, at);
        }

        @Override
        public Kind kind() {
            return Kind.EVENT;
        }
    }

    /**
     * @param ready as the node's kubelet wrote it, or as the node controller did when the kubelet went silent
     * @param kubelet the version that the running kubelet reported
     */
    record Node(
            Meta meta,
            Role role,
            String address,
            boolean unschedulable,
            Readiness ready,
            KubernetesVersion kubelet,
            String machineId,
            String bootId,
            String operatingSystem)
            implements Resource {
        @Override
        public Node withMeta(Meta changed) {
            return new Node(changed, role, address, unschedulable, ready, kubelet, machineId, bootId, operatingSystem);
        }

        @Override
        public Kind kind() {
            return Kind.NODE;
        }

        public boolean isReady() {
            return ready.status() == Readiness.Status.TRUE;
        }

        Node withUnschedulable(boolean changed) {
            return new Node(meta, role, address, changed, ready, kubelet, machineId, bootId, operatingSystem);
        }

        Node reporting(Readiness changed, KubernetesVersion version, String boot) {
            return new Node(meta, role, address, unschedulable, changed, version, machineId, boot, operatingSystem);
        }
    }

    /** @param maxUnavailable how many pods a rollout may take away before new ones are available; one more is always allowed */
    record Deployment(
            Meta meta, int replicas, PodTemplate template, int maxUnavailable, long observedGeneration, Counts counts)
            implements Resource {
        @Override
        public Deployment withMeta(Meta changed) {
            return new Deployment(changed, replicas, template, maxUnavailable, observedGeneration, counts);
        }

        @Override
        public Kind kind() {
            return Kind.DEPLOYMENT;
        }

        Deployment withImage(String image) {
            return new Deployment(
                    meta.nextGeneration(),
                    replicas,
                    template.withImage(image),
                    maxUnavailable,
                    observedGeneration,
                    counts);
        }

        Deployment observed(Counts seen) {
            return new Deployment(meta, replicas, template, maxUnavailable, meta.generation(), seen);
        }
    }

    /** The replicas of one version of a Deployment. */
    record ReplicaSet(Meta meta, int replicas, PodTemplate template, long observedGeneration, Counts counts)
            implements Resource {
        @Override
        public ReplicaSet withMeta(Meta changed) {
            return new ReplicaSet(changed, replicas, template, observedGeneration, counts);
        }

        @Override
        public Kind kind() {
            return Kind.REPLICA_SET;
        }

        ReplicaSet scaledTo(int wanted) {
            return new ReplicaSet(
                    wanted == replicas ? meta : meta.nextGeneration(), wanted, template, observedGeneration, counts);
        }

        ReplicaSet observed(Counts seen) {
            return new ReplicaSet(meta, replicas, template, meta.generation(), seen);
        }
    }

    /** Replicas with names that stay. */
    record StatefulSet(
            Meta meta, int replicas, PodTemplate template, String service, long observedGeneration, Counts counts)
            implements Resource {
        @Override
        public StatefulSet withMeta(Meta changed) {
            return new StatefulSet(changed, replicas, template, service, observedGeneration, counts);
        }

        @Override
        public Kind kind() {
            return Kind.STATEFUL_SET;
        }

        StatefulSet observed(Counts seen) {
            return new StatefulSet(meta, replicas, template, service, meta.generation(), seen);
        }
    }

    /** {@code counts.wanted} is the number of nodes. */
    record DaemonSet(Meta meta, PodTemplate template, long observedGeneration, Counts counts) implements Resource {
        @Override
        public DaemonSet withMeta(Meta changed) {
            return new DaemonSet(changed, template, observedGeneration, counts);
        }

        @Override
        public Kind kind() {
            return Kind.DAEMON_SET;
        }

        DaemonSet withImage(String image) {
            return new DaemonSet(meta.nextGeneration(), template.withImage(image), observedGeneration, counts);
        }

        DaemonSet observed(Counts seen) {
            return new DaemonSet(meta, template, meta.generation(), seen);
        }
    }

    /** What a controller counts. {@code updated} pods are of its present template. */
    record Counts(int wanted, int present, int updated, int ready) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
