package dev.windlass.simulation.histories;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes as far as the state machine can tell them apart: versions, what was saved for a rollback, and the highest token that
 * each has seen. They do what they are told, and say when they are told what must never be asked of them.
 */
final class Nodes {
    /** What kubeadm and Kubernetes allow between a kubelet and an API server changed with these minors. */
    private static final MinorVersion KUBELETS_MAY_BE_THREE_OLDER = new MinorVersion(1, 25);

    private static final MinorVersion KUBEADM_ACCEPTS_THREE_OLDER = new MinorVersion(1, 29);

    private record SaveKey(UpgradeId upgrade, int hop, NodeName node) {}

    private final SortedMap<NodeName, KubernetesVersion> kubelets = new TreeMap<>();
    private final SortedMap<NodeName, KubernetesVersion> apiServers = new TreeMap<>();
    private final Map<NodeName, Long> tokens = new HashMap<>();
    private final Map<SaveKey, KubernetesVersion> saved = new HashMap<>();
    private final Map<NodeName, UpgradeId> cordoned = new HashMap<>();
    private final Map<MinorVersion, List<PackageRevision>> offered;
    private KubernetesVersion configured;

    Nodes(Circumstances scenario) {
        offered = scenario.revisions();
        configured = scenario.start();
        for (var i = 1; i <= scenario.controlPlanes(); i++) {
            kubelets.put(new NodeName("m" + i), scenario.start());
            apiServers.put(new NodeName("m" + i), scenario.start());
        }
        for (var i = 1; i <= scenario.workers(); i++) {
            kubelets.put(new NodeName("n" + i), scenario.workerStart());
        }
    }

    /** Whether the node lets this token act, as its script does: a lower one than it has seen is fenced. */
    boolean admits(NodeName node, long token) {
        return tokens.merge(node, token, Math::max) == token;
    }

    void save(UpgradeId upgrade, Assignment assignment) {
        saved.putIfAbsent(key(upgrade, assignment), kubelet(node(assignment)));
    }

    void raiseApiServer(Assignment assignment, boolean apply) {
        var node = node(assignment);
        if (apiServers.containsKey(node)) {
            var to = version(assignment);
            apiServers
                    .values()
                    .forEach(other -> require(
                            Math.abs(to.series().above(other.series())) <= 1,
                            "API servers are never more than one minor apart",
                            assignment));
            if (apply) {
                kubelets.values().forEach(kubelet -> kubeadmAccepts(kubelet, to, assignment));
                configured = to;
            }
            apiServers.put(node, to);
        }
        kubelets.values().forEach(kubelet -> inSkew(kubelet, assignment));
    }

    void installKubelet(Assignment assignment) {
        putKubelet(assignment, version(assignment));
    }

    void restore(UpgradeId upgrade, Assignment assignment) {
        require(saved.containsKey(key(upgrade, assignment)), "nothing is put back where nothing was kept", assignment);
        var former = saved.getOrDefault(key(upgrade, assignment), kubelet(node(assignment)));
        require(former.equals(version(assignment)), "a rollback leads to where the worker was", assignment);
        require(!apiServers.containsKey(node(assignment)), "a control plane never goes back", assignment);
        putKubelet(assignment, former);
    }

    private void putKubelet(Assignment assignment, KubernetesVersion version) {
        kubelets.put(node(assignment), version);
        inSkew(version, assignment);
    }

    private void inSkew(KubernetesVersion kubelet, Assignment assignment) {
        var gap = kubelet.series().compareTo(KUBELETS_MAY_BE_THREE_OLDER) >= 0 ? 3 : 2;
        apiServers.values().forEach(api -> {
            require(kubelet.compareTo(api) <= 0, "no kubelet is newer than an API server", assignment);
            require(api.series().above(kubelet.series()) <= gap, "no kubelet is too old for an API server", assignment);
        });
    }

    private static void kubeadmAccepts(KubernetesVersion kubelet, KubernetesVersion to, Assignment assignment) {
        var gap = to.series().compareTo(KUBEADM_ACCEPTS_THREE_OLDER) >= 0 ? 3 : 1;
        require(
                to.series().above(kubelet.series()) <= gap,
                "kubeadm is not asked for what it refuses because of old kubelets",
                assignment);
    }

    /** A cordon that an earlier upgrade left is taken over. */
    void cordon(UpgradeId upgrade, Assignment assignment) {
        cordoned.put(node(assignment), upgrade);
    }

    void uncordon(UpgradeId upgrade, Assignment assignment) {
        cordoned.remove(node(assignment), upgrade);
    }

    boolean allSchedulable() {
        return cordoned.isEmpty();
    }

    void validateNode(Assignment assignment) {
        require(
                kubelet(node(assignment)).equals(version(assignment)),
                "a gate is asked for the version that the node was brought to",
                assignment);
    }

    void validateApiServers(Assignment assignment) {
        var looked = assignment.step().node().isPresent()
                ? List.of(api(node(assignment)))
                : List.copyOf(apiServers.values());
        require(
                looked.stream().allMatch(version(assignment)::equals),
                "API servers are judged at the version that they were raised to",
                assignment);
    }

    void validateCluster(Assignment assignment) {
        require(assignment.kubelets().equals(kubelets), "the last gate expects every node where it is", assignment);
        require(allSchedulable(), "the last gate is asked for when no node is left cordoned", assignment);
    }

    boolean allAt(KubernetesVersion version) {
        return kubelets.values().stream().allMatch(version::equals)
                && apiServers.values().stream().allMatch(version::equals);
    }

    Topology seen() {
        var observed = new ArrayList<ObservedNode>();
        kubelets.forEach((name, kubelet) -> {
            var api = Optional.ofNullable(apiServers.get(name));
            var role = api.isPresent() ? Role.CONTROL_PLANE : Role.WORKER;
            var left = cordoned.containsKey(name);
            observed.add(new ObservedNode(name, role, kubelet, api, true, !left, "id-" + name, left, api));
        });
        return new Topology(configured, observed);
    }

    NodeFacts facts(NodeName node) {
        return new NodeFacts(node, "id-" + node, "debian 12", "apt", Optional.empty(), offered);
    }

    private KubernetesVersion kubelet(NodeName node) {
        return Objects.requireNonNull(kubelets.get(node));
    }

    private KubernetesVersion api(NodeName node) {
        return Objects.requireNonNull(apiServers.get(node));
    }

    private static NodeName node(Assignment assignment) {
        return assignment.step().node().orElseThrow();
    }

    private static KubernetesVersion version(Assignment assignment) {
        return assignment.version().orElseThrow();
    }

    private static SaveKey key(UpgradeId upgrade, Assignment assignment) {
        return new SaveKey(upgrade, assignment.step().hop(), node(assignment));
    }

    private static void require(boolean holds, String promise, Assignment assignment) {
        if (!holds) {
            throw new BrokenPromise(promise, assignment.step().words() + " with " + assignment);
        }
    }
}
