package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** An object of the simulated Kubernetes API. Immutable: a change makes a new one with a new resourceVersion. */
public sealed interface Resource {
    Meta meta();

    Resource withMeta(Meta meta);

    Kind kind();

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

    /**
     * @param node where it is bound to
     * @param runningImage what its container really runs: follows the template's image
     * @param waitsFor why it is not running or ready, in words; empty when it is
     * @param order in which it was created, for the scheduler
     */
    record Pod(
            Meta meta,
            PodTemplate template,
            Optional<String> node,
            Phase phase,
            boolean ready,
            Instant readySince,
            Optional<Instant> started,
            String runningImage,
            String waitsFor,
            int restarts,
            long order)
            implements Resource {
        /** Where a pod is in its life. */
        public enum Phase {
            PENDING,
            RUNNING,
            SUCCEEDED,
            FAILED
        }

        @Override
        public Pod withMeta(Meta changed) {
            return new Pod(
                    changed,
                    template,
                    node,
                    phase,
                    ready,
                    readySince,
                    started,
                    runningImage,
                    waitsFor,
                    restarts,
                    order);
        }

        @Override
        public Kind kind() {
            return Kind.POD;
        }

        public boolean isMirror() {
            return meta.annotations().containsKey("kubernetes.io/config.mirror");
        }

        public boolean isTerminating() {
            return meta.deleted().isPresent();
        }

        public boolean isOwnedBy(Resource controller) {
            return meta.owner()
                    .filter(owner -> owner.uid().equals(controller.meta().uid()))
                    .isPresent();
        }

        public boolean isOn(String nodeName) {
            return node.filter(nodeName::equals).isPresent();
        }

        /** Counts for its controller. */
        boolean isAvailable() {
            return ready && !isTerminating();
        }

        Pod boundTo(String nodeName) {
            return new Pod(
                    meta,
                    template,
                    Optional.of(nodeName),
                    phase,
                    ready,
                    readySince,
                    started,
                    runningImage,
                    "",
                    restarts,
                    order);
        }

        Pod waitingFor(String words) {
            return new Pod(
                    meta, template, node, phase, ready, readySince, started, runningImage, words, restarts, order);
        }

        Pod running(Instant at) {
            return new Pod(
                    meta,
                    template,
                    node,
                    Phase.RUNNING,
                    true,
                    at,
                    started.or(() -> Optional.of(at)),
                    template.image(),
                    "",
                    restarts,
                    order);
        }

        Pod notReady(Instant at) {
            return new Pod(meta, template, node, phase, false, at, started, runningImage, waitsFor, restarts, order);
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

    /**
     * @param minAvailable or {@code maxUnavailable}: one of the two is there
     * @param disrupted pods whose eviction is booked and that are not gone yet, by name
     */
    record Budget(
            Meta meta,
            SortedMap<String, String> selector,
            OptionalInt minAvailable,
            OptionalInt maxUnavailable,
            int allowed,
            int healthy,
            int desired,
            int expected,
            SortedMap<String, Instant> disrupted,
            long observedGeneration)
            implements Resource {
        public Budget {
            selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
            disrupted = Collections.unmodifiableSortedMap(new TreeMap<>(disrupted));
        }

        @Override
        public Budget withMeta(Meta changed) {
            return new Budget(
                    changed,
                    selector,
                    minAvailable,
                    maxUnavailable,
                    allowed,
                    healthy,
                    desired,
                    expected,
                    disrupted,
                    observedGeneration);
        }

        @Override
        public Kind kind() {
            return Kind.POD_DISRUPTION_BUDGET;
        }

        boolean covers(Pod pod) {
            return meta.namespace().equals(pod.meta().namespace())
                    && !selector.isEmpty()
                    && pod.meta().labels().entrySet().containsAll(selector.entrySet());
        }

        Budget requiring(OptionalInt min, OptionalInt max) {
            return new Budget(
                    meta.nextGeneration(),
                    selector,
                    min,
                    max,
                    allowed,
                    healthy,
                    desired,
                    expected,
                    disrupted,
                    observedGeneration);
        }

        Budget accounted(
                int nowAllowed, int nowHealthy, int nowDesired, int nowExpected, SortedMap<String, Instant> left) {
            return new Budget(
                    meta,
                    selector,
                    minAvailable,
                    maxUnavailable,
                    nowAllowed,
                    nowHealthy,
                    nowDesired,
                    nowExpected,
                    left,
                    meta.generation());
        }
    }

    /** What a controller counts. {@code updated} pods are of its present template. */
    record Counts(int wanted, int present, int updated, int ready) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
