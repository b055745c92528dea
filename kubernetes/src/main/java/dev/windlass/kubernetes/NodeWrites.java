package dev.windlass.kubernetes;

import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.judgement.NodeMark;
import io.fabric8.kubernetes.api.model.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes that are made to Node objects. */
final class NodeWrites {
    private NodeWrites() {}

    /**
     * Changes annotations and spec of exactly the node that was read: a node that someone changed since is a conflict, so that an
     * executor that was paused between its look and its patch does nothing.
     *
     * @param annotations null values are removed
     * @param spec null values are removed
     */
    static void patch(
            Attempt attempt,
            Node node,
            Map<String, ? extends @Nullable Object> annotations,
            Map<String, ? extends @Nullable Object> spec)
            throws ApiProblem, InterruptedException {
        var metadata = new LinkedHashMap<String, Object>();
        // In one order, whatever map it came in.
        metadata.put("annotations", new TreeMap<>(annotations));
        if (node.getMetadata().getResourceVersion() != null) {
            metadata.put("resourceVersion", node.getMetadata().getResourceVersion());
        }
        var patch = new LinkedHashMap<String, Object>();
        patch.put("metadata", metadata);
        if (!spec.isEmpty()) {
            patch.put("spec", spec);
        }
        attempt.api().patch(Resources.node(attempt.node()), patch);
    }

    /**
     * Makes sure that the node is still as it was read, before something is concluded from it that ends a step: a write that changes nothing
     * is a conflict where the read was behind, as through a cache.
     */
    static void confirm(Attempt attempt, Node node) throws ApiProblem, InterruptedException {
        patch(attempt, node, Map.of(), Map.of());
    }

    static Outcome fenced(Attempt attempt, NodeMark mark) {
        return Outcome.failed(
                FailureKind.FENCED,
                "node %s has seen token %d, and ours is %d: another executor has taken over"
                        .formatted(
                                attempt.node(),
                                mark.token(),
                                attempt.assignment().token()),
                "");
    }

    static Outcome notThere(Attempt attempt) {
        return Outcome.failed(
                FailureKind.OTHER,
                "cluster %s has no node %s".formatted(attempt.api().name(), attempt.node()),
                "it was there when the plan was made: request the upgrade again to have a new plan");
    }
}
