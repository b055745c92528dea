package dev.windlass.kubernetes;

import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.judgement.NodeMark;
import io.fabric8.kubernetes.api.model.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a node unschedulable, with our mark in the same patch. A node that someone else cordoned keeps that cordon, and only our
 * token is written. What a drain would refuse is refused here already, while the node still serves.
 */
final class CordonNode {
    private final Attempt attempt;

    CordonNode(Attempt attempt) {
        this.attempt = attempt;
    }

    Outcome perform() throws InterruptedException {
        return attempt.lookout(attempt.terms()).until(attempt.api(), wakeups -> new Seen.Ended(once()));
    }

    private Outcome once() throws ApiProblem, InterruptedException {
        var found = attempt.objects().node(attempt.node());
        if (found.isEmpty()) {
            return NodeWrites.notThere(attempt);
        }
        var node = found.get();
        var mark = NodeMark.of(node, attempt.upgrade());
        var move = mark.toCordon(attempt.upgrade(), attempt.assignment().token());
        if (move != NodeMark.Move.WRITE) {
            NodeWrites.confirm(attempt, node);
        }
        return switch (move) {
            case FENCED -> NodeWrites.fenced(attempt, mark);
            case NOTHING -> Outcome.succeeded("cordoned");
            case LEAVE -> leave(node, mark);
            case WRITE -> write(node, mark);
        };
    }

    private Outcome leave(Node node, NodeMark mark) throws ApiProblem, InterruptedException {
        if (mark.token() < attempt.assignment().token()) {
            NodeWrites.patch(attempt, node, Map.of(NodeMark.TOKEN, token()), Map.of());
        }
        return Outcome.succeeded("somebody else had cordoned it; it stays cordoned in the end");
    }

    private Outcome write(Node node, NodeMark mark) throws ApiProblem, InterruptedException {
        var pods = PodsOfNode.read(attempt);
        if (!pods.refused().isEmpty()) {
            return pods.refusal(attempt);
        }
        var annotations = new LinkedHashMap<String, @Nullable Object>();
        annotations.put(NodeMark.CORDONED_BY, attempt.upgrade().text());
        annotations.put(NodeMark.TOKEN, token());
        if (!mark.unschedulable()) {
            // What another drain has written down was of other pods: this node has served since.
            annotations.put(NodeMark.TAKEN, null);
            annotations.put(NodeMark.CORDONED_AT, attempt.api().serverTime().toString());
        }
        NodeWrites.patch(attempt, node, annotations, Map.of("unschedulable", true));
        return Outcome.succeeded("cordoned");
    }

    private String token() {
        return String.valueOf(attempt.assignment().token());
    }
}
