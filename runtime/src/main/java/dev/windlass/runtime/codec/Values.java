package dev.windlass.runtime.codec;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.cluster.Workload;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.request.Policy;
import dev.windlass.schemas.MinorPackages;
import dev.windlass.schemas.NodeVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that records of several topics hold. */
final class Values {
    private Values() {}

    // ---- general

    /** The core's constant of the same name. */
    static <E extends Enum<E>> E known(Class<E> type, Enum<?> wire) {
        try {
            return Enum.valueOf(type, wire.name());
        } catch (IllegalArgumentException e) {
            throw new UnknownValue(type);
        }
    }

    static <A, B> List<B> each(Collection<A> all, Function<? super A, ? extends B> mapping) {
        var mapped = new ArrayList<B>(all.size());
        for (var one : all) {
            mapped.add(mapping.apply(one));
        }
        return Collections.unmodifiableList(mapped);
    }

    static <A, B> Optional<B> maybe(@Nullable A value, Function<A, B> mapping) {
        return Optional.ofNullable(value).map(mapping);
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    // ---- policy

    static dev.windlass.schemas.Policy wire(Policy policy) {
        return dev.windlass.schemas.Policy.newBuilder()
                .setDrainDeadlineMillis(policy.drainDeadline().toMillis())
                .setStableForMillis(policy.stableFor().toMillis())
                .setDeleteEmptyDirData(policy.deleteEmptyDirData())
                .setDeleteUnmanagedPods(policy.deleteUnmanagedPods())
                .build();
    }

    static Policy core(dev.windlass.schemas.Policy policy) {
        return new Policy(
                Duration.ofMillis(policy.getDrainDeadlineMillis()),
                Duration.ofMillis(policy.getStableForMillis()),
                policy.getDeleteEmptyDirData(),
                policy.getDeleteUnmanagedPods());
    }

    // ---- failure

    static dev.windlass.schemas.Failure wire(Failure failure) {
        return dev.windlass.schemas.Failure.newBuilder()
                .setKind(dev.windlass.schemas.FailureKind.valueOf(failure.kind().name()))
                .setMessage(failure.message())
                .setHint(failure.hint())
                .setRetryable(failure.retryable())
                .build();
    }

    static Failure core(dev.windlass.schemas.Failure failure) {
        // A kind that is new is still a failure, and there is a constant for those that fit nowhere.
        var kind = failure.getKind() == dev.windlass.schemas.FailureKind.UNKNOWN
                ? FailureKind.OTHER
                : known(FailureKind.class, failure.getKind());
        return new Failure(kind, failure.getMessage(), failure.getHint(), failure.getRetryable());
    }

    // ---- nodes

    static List<NodeVersion> versions(Map<NodeName, KubernetesVersion> kubelets) {
        return each(
                kubelets.entrySet(),
                kubelet -> new NodeVersion(
                        kubelet.getKey().text(), kubelet.getValue().toString()));
    }

    static SortedMap<NodeName, KubernetesVersion> versions(List<NodeVersion> kubelets) {
        var found = new TreeMap<NodeName, KubernetesVersion>();
        kubelets.forEach(
                kubelet -> found.put(new NodeName(kubelet.getNode()), KubernetesVersion.parse(kubelet.getVersion())));
        return found;
    }

    static dev.windlass.schemas.Workload wire(Workload workload) {
        return new dev.windlass.schemas.Workload(
                workload.namespace(), workload.kind(), workload.name(), workload.available());
    }

    static Workload core(dev.windlass.schemas.Workload workload) {
        return new Workload(workload.getNamespace(), workload.getKind(), workload.getName(), workload.getAvailable());
    }

    static dev.windlass.schemas.Topology wire(Topology topology) {
        return new dev.windlass.schemas.Topology(
                topology.configured().toString(), each(topology.nodes(), Values::wire), text(topology.kubeProxy()));
    }

    static Topology core(dev.windlass.schemas.Topology topology) {
        return new Topology(
                KubernetesVersion.parse(topology.getConfigured()),
                each(topology.getNodes(), Values::core),
                maybe(topology.getKubeProxy(), KubernetesVersion::parse));
    }

    private static dev.windlass.schemas.ObservedNode wire(ObservedNode node) {
        return dev.windlass.schemas.ObservedNode.newBuilder()
                .setName(node.name().text())
                .setRole(dev.windlass.schemas.Role.valueOf(node.role().name()))
                .setKubelet(node.kubelet().toString())
                .setApiServer(text(node.apiServer()))
                .setReady(node.ready())
                .setSchedulable(node.schedulable())
                .setMachineId(node.machineId())
                .setCordonedByWindlass(node.cordonedByWindlass())
                .setLowestComponent(text(node.lowestComponent()))
                .build();
    }

    private static ObservedNode core(dev.windlass.schemas.ObservedNode node) {
        return new ObservedNode(
                new NodeName(node.getName()),
                known(Role.class, node.getRole()),
                KubernetesVersion.parse(node.getKubelet()),
                maybe(node.getApiServer(), KubernetesVersion::parse),
                node.getReady(),
                node.getSchedulable(),
                node.getMachineId(),
                node.getCordonedByWindlass(),
                maybe(node.getLowestComponent(), KubernetesVersion::parse));
    }

    static dev.windlass.schemas.NodeFacts wire(NodeFacts facts) {
        var available = each(
                new TreeMap<>(facts.available()).entrySet(),
                minor -> new MinorPackages(minor.getKey().toString(), each(minor.getValue(), PackageRevision::text)));
        return dev.windlass.schemas.NodeFacts.newBuilder()
                .setName(facts.name().text())
                .setMachineId(facts.machineId())
                .setOperatingSystem(facts.operatingSystem())
                .setPackageManager(facts.packageManager())
                .setInstalled(text(facts.installed()))
                .setAvailable(available)
                .build();
    }

    static NodeFacts core(dev.windlass.schemas.NodeFacts facts) {
        var available = new TreeMap<MinorVersion, List<PackageRevision>>();
        facts.getAvailable()
                .forEach(minor -> available.put(
                        MinorVersion.parse(minor.getMinor()), each(minor.getRevisions(), PackageRevision::new)));
        return new NodeFacts(
                new NodeName(facts.getName()),
                facts.getMachineId(),
                facts.getOperatingSystem(),
                facts.getPackageManager(),
                maybe(facts.getInstalled(), PackageRevision::new),
                available);
    }
}
