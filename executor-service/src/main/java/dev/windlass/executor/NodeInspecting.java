package dev.windlass.executor;

import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeInspection;
import dev.windlass.executor.node.NodeProtocol;
import dev.windlass.executor.node.NodeReply;
import dev.windlass.runtime.work.Task;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a host before there is a plan, and says what of it would make an upgrade fail later. Changes nothing. */
final class NodeInspecting {
    private static final Set<String> PACKAGE_MANAGERS = Set.of("apt", "yum", "dnf");
    /** Packages of one hop take about 150 MiB, unpacked beside the old ones. */
    private static final long NEEDED_KIB = 300 << 10;

    private final NodeProtocol protocol;

    NodeInspecting(NodeProtocol protocol) {
        this.protocol = protocol;
    }

    Outcome perform(Task task, NodeEndpoint endpoint) throws InterruptedException {
        var reply = protocol.inspect(endpoint, task.assignment().minors());
        return switch (reply) {
            case NodeReply.Answered<NodeInspection> answered -> judged(endpoint, answered.answer());
            case NodeReply.Unreachable<NodeInspection> none ->
                Outcome.failedForNow(FailureKind.UNREACHABLE, none.reason(), none.hint());
            case NodeReply.Refused<NodeInspection> refused ->
                Outcome.failed(refused.kind(), refused.reason(), refused.hint());
        };
    }

    private static Outcome judged(NodeEndpoint endpoint, NodeInspection seen) {
        if (!PACKAGE_MANAGERS.contains(seen.packageManager())) {
            return Outcome.failed(
                    FailureKind.PACKAGE,
                    "the package manager of %s is %s, and Windlass works with apt, yum and dnf"
                            .formatted(endpoint.node(), seen.packageManager()),
                    "upgrade this node by hand");
        }
        var full = seen.freeKib().entrySet().stream()
                .filter(place -> place.getValue() < NEEDED_KIB)
                .map(place -> place.getKey() + " has " + (place.getValue() >> 10) + " MiB free")
                .sorted()
                .collect(Collectors.joining(", "));
        if (!full.isEmpty()) {
            return Outcome.failed(
                    FailureKind.DISK_FULL,
                    "%s has too little room for packages: %s".formatted(endpoint.node(), full),
                    "free %d MiB there".formatted(NEEDED_KIB >> 10));
        }
        if (!seen.unavailable().isEmpty()) {
            var missing = seen.unavailable().entrySet().stream()
                    .map(minor -> minor.getKey() + " (" + minor.getValue() + ")")
                    .collect(Collectors.joining(", "));
            return Outcome.failed(
                    FailureKind.PACKAGE,
                    "the package repository of %s offers no kubeadm of %s".formatted(endpoint.node(), missing),
                    "add it to the repository, or choose a target for which every minor version on the way is offered");
        }
        return new Outcome.Succeeded(
                "%s, %s".formatted(seen.operatingSystem(), seen.packageManager()),
                new Finding.NodeSeen(seen.facts(endpoint.node())));
    }
}
