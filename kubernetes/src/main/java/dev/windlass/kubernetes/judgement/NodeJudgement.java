package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node is Ready on fresh evidence.
 *
 * <p>A kubelet writes its status only when something changed, else every 5 minutes, and a node whose kubelet is gone is called not
 * Ready only after 40 to 50 s (Kubernetes' pkg/kubelet/kubelet_node_status.go and node-monitor-grace-period). So a Ready that is
 * True right after a restart may be the old kubelet's. But a kubelet that starts always writes its status once, with the node's own
 * clock as lastHeartbeatTime: a heartbeat at or after the start is the new kubelet's word.
 */
public final class NodeJudgement {
    /** A lease older than this means that the kubelet is not reporting: it is renewed every 10 s and lasts 40 s. */
    public static final Duration LEASE_LASTS = Duration.ofSeconds(40);

    private static final Set<String> UNWELL = Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private static final Set<String> PRESSURE =
            Set.of("MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

    private NodeJudgement() {}

    /**
     * What a node should be.
     *
     * @param kubelet the exact version; empty when any will do
     * @param evidenceAfter when given, only a heartbeat at this second or later counts, on the node's own clock
     */
    public record Expected(NodeName node, Optional<KubernetesVersion> kubelet, Optional<Instant> evidenceAfter) {}

    /**
     * @param lease the node's lease in kube-node-lease; null when there is none
     * @param leaseMoved whether the lease was seen to change within {@link #LEASE_LASTS}: proof of life without comparing clocks
     * @param now the API server's time
     */
    public static List<Shortfall> judge(
            @Nullable Node node, @Nullable Lease lease, boolean leaseMoved, Expected expected, Instant now) {
        if (node == null) {
            return List.of(new Shortfall("node " + expected.node(), "not there", "a node of the cluster"));
        }
        var shortfalls = new ArrayList<Shortfall>();
        expected.kubelet().flatMap(version -> version(node, version)).ifPresent(shortfalls::add);
        ready(node, expected.evidenceAfter()).ifPresent(shortfalls::add);
        if (!leaseMoved) {
            lease(expected, lease, now).ifPresent(shortfalls::add);
        }
        taint(node).ifPresent(shortfalls::add);
        shortfalls.addAll(pressure(node));
        return shortfalls;
    }

    /** A node that the plan does not know: it has come since. */
    public static Optional<Shortfall> joinedTooOld(Node node, KubernetesVersion version) {
        var info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        var observed = info == null || info.getKubeletVersion() == null ? "unknown" : info.getKubeletVersion();
        return isAtLeast(observed, version)
                ? Optional.empty()
                : Optional.of(new Shortfall(
                        "node %s, which has joined since the plan was made".formatted(nameOf(node)),
                        "kubelet " + observed,
                        "%s or newer; a new upgrade to %s takes it along".formatted(version, version)));
    }

    private static boolean isAtLeast(String observed, KubernetesVersion version) {
        try {
            return KubernetesVersion.parse(observed).compareTo(version) >= 0;
        } catch (InvalidValue unknown) {
            return false;
        }
    }

    private static Optional<Shortfall> version(Node node, KubernetesVersion expected) {
        var info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        var observed = info == null || info.getKubeletVersion() == null ? "unknown" : info.getKubeletVersion();
        return observed.equals(expected.toString())
                ? Optional.empty()
                : Optional.of(new Shortfall("kubelet of " + nameOf(node), observed, expected.toString()));
    }

    private static Optional<Shortfall> ready(Node node, Optional<Instant> evidenceAfter) {
        var subject = "Ready condition of " + nameOf(node);
        var ready = Reading.ready(node);
        if (ready.isEmpty() || !"True".equals(ready.get().getStatus())) {
            var observed = ready.map(condition -> condition.getStatus()
                            + (condition.getReason() == null ? "" : " (" + condition.getReason() + ")")
                            + (condition.getMessage() == null ? "" : ": " + condition.getMessage()))
                    .orElse("absent");
            return Optional.of(new Shortfall(subject, observed, "True"));
        }
        if (evidenceAfter.isEmpty()) {
            return Optional.empty();
        }
        var heartbeat = Reading.instant(ready.get().getLastHeartbeatTime());
        // Kubernetes writes times in whole seconds, so a heartbeat of the same second counts.
        var since = evidenceAfter.get().truncatedTo(ChronoUnit.SECONDS);
        if (heartbeat.isPresent() && !heartbeat.get().isBefore(since)) {
            return Optional.empty();
        }
        return Optional.of(new Shortfall(
                subject,
                "last written by the kubelet at "
                        + heartbeat.map(Instant::toString).orElse("an unknown time"),
                "written at " + since + " or later, after the kubelet's start"));
    }

    private static Optional<Shortfall> lease(Expected expected, @Nullable Lease lease, Instant now) {
        var subject = "lease of " + expected.node();
        var renewed =
                lease == null || lease.getSpec() == null || lease.getSpec().getRenewTime() == null
                        ? Optional.<Instant>empty()
                        : Optional.of(lease.getSpec().getRenewTime().toInstant());
        if (renewed.isEmpty()) {
            return Optional.of(new Shortfall(subject, "absent", "renewed within " + LEASE_LASTS.toSeconds() + " s"));
        }
        // Either way: a node's clock may be ahead of the server's.
        return Duration.between(renewed.get(), now).abs().compareTo(LEASE_LASTS) <= 0
                ? Optional.empty()
                : Optional.of(new Shortfall(
                        subject,
                        "not renewed since " + renewed.get().truncatedTo(ChronoUnit.SECONDS),
                        "renewed within " + LEASE_LASTS.toSeconds() + " s"));
    }

    private static Optional<Shortfall> taint(Node node) {
        if (node.getSpec() == null || node.getSpec().getTaints() == null) {
            return Optional.empty();
        }
        return node.getSpec().getTaints().stream()
                .filter(taint -> UNWELL.contains(taint.getKey()))
                .findFirst()
                .map(taint -> new Shortfall("node " + nameOf(node), "tainted " + taint.getKey(), "free of that taint"));
    }

    /** What keeps pods away from a node that is Ready: the scheduler is told of it by taints. */
    private static List<Shortfall> pressure(Node node) {
        return node.getStatus() == null || node.getStatus().getConditions() == null
                ? List.of()
                : node.getStatus().getConditions().stream()
                        .filter(condition ->
                                PRESSURE.contains(condition.getType()) && "True".equals(condition.getStatus()))
                        .map(condition -> new Shortfall(
                                condition.getType() + " of " + nameOf(node),
                                "True" + (condition.getMessage() == null ? "" : ": " + condition.getMessage()),
                                "False"))
                        .toList();
    }

    /** Since when the Ready condition is what it is, in Kubernetes' words: in a stable node it does not move. */
    public static String readySince(Node node) {
        return Reading.ready(node)
                .map(condition -> condition.getLastTransitionTime())
                .orElse("");
    }

    /** Which boot of its host the node's kubelet has told of; empty where it tells none. A kubelet tells it at its start. */
    public static String boot(Node node) {
        var info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        return info == null || info.getBootID() == null ? "" : info.getBootID();
    }

    private static String nameOf(Node node) {
        return node.getMetadata().getName();
    }
}
