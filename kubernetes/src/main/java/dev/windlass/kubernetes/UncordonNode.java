package dev.windlass.kubernetes;

import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.NodeMark;
import io.fabric8.kubernetes.api.model.Node;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a node schedulable again, if this upgrade cordoned it. The token stays on the node, so that an executor that is late cannot
 * cordon it once more.
 */
final class UncordonNode {
    private final Attempt attempt;

    UncordonNode(Attempt attempt) {
        this.attempt = attempt;
    }

    Outcome perform() throws InterruptedException {
        return attempt.lookout(attempt.terms()).until(attempt.api(), wakeups -> new Seen.Ended(once()));
    }

    private Outcome once() throws ApiProblem, InterruptedException {
        var node = attempt.objects().node(attempt.node());
        if (node.isEmpty()) {
            return NodeWrites.notThere(attempt);
        }
        var mark = NodeMark.of(node.get(), attempt.upgrade());
        var move = mark.toUncordon(attempt.assignment().token());
        if (move != NodeMark.Move.WRITE) {
            NodeWrites.confirm(attempt, node.get());
        }
        return switch (move) {
            case FENCED -> NodeWrites.fenced(attempt, mark);
            case NOTHING -> Outcome.succeeded("schedulable");
            case LEAVE -> Outcome.succeeded("left cordoned: somebody else cordoned it");
            case WRITE -> write(node.get());
        };
    }

    private Outcome write(Node node) throws ApiProblem, InterruptedException {
        var annotations = new LinkedHashMap<String, @Nullable Object>();
        annotations.put(NodeMark.CORDONED_BY, null);
        annotations.put(NodeMark.CORDONED_AT, null);
        annotations.put(NodeMark.TAKEN, null);
        annotations.put(NodeMark.TOKEN, String.valueOf(attempt.assignment().token()));
        var spec = new LinkedHashMap<String, @Nullable Object>();
        spec.put("unschedulable", null);
        NodeWrites.patch(attempt, node, annotations, spec);
        return Outcome.succeeded("schedulable");
    }
}
