package dev.windlass.kubernetes.judgement;

import dev.windlass.core.plan.UpgradeId;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What Windlass has written on a Node object, beside whether it is cordoned.
 *
 * @param unschedulable whether somebody, we or another, cordoned the node
 * @param cordonedBy the upgrade that cordoned it; empty when it was not Windlass, or when it was uncordoned and cordoned by another since
 * @param token the highest token that has acted on the node through the API; it stays after an uncordon, so that a late cordon is
 *     refused too
 * @param taken what a drain wrote down before it evicted the first pod
 */
public record NodeMark(boolean unschedulable, Optional<String> cordonedBy, long token, Optional<String> taken) {
    public static final String CORDONED_BY = "windlass.dev/cordoned-by";
    /** When that was, by the API server's clock. */
    public static final String CORDONED_AT = "windlass.dev/cordoned-at";

    public static final String TOKEN = "windlass.dev/token";
    public static final String TAKEN = "windlass.dev/drained-workloads";

    private static final String CORDON_TAINT = "node.kubernetes.io/unschedulable";
    /** The node controller adds the taint of a cordon within seconds; its clock and the API server's may differ. */
    private static final Duration AT_ONCE = Duration.ofMinutes(2);

    /** What an actor with a token may do about a node's cordon. */
    public enum Move {
        /** A higher token was here: leave everything. */
        FENCED,
        /** It is as wanted. */
        NOTHING,
        /** It is cordoned, but not by Windlass: leave the cordon as it is. */
        LEAVE,
        /** Write it. */
        WRITE
    }

    /** As this upgrade reads it: what it has cordoned itself is its own, whatever the clocks say. */
    public static NodeMark of(Node node, UpgradeId us) {
        var mark = marked(node);
        return mark.isBy(us) ? mark : of(node);
    }

    public static NodeMark of(Node node) {
        var mark = marked(node);
        return isStale(node) ? new NodeMark(mark.unschedulable(), Optional.empty(), mark.token(), mark.taken()) : mark;
    }

    /** When Windlass cordoned the node, by the API server's clock; empty where it did not. */
    public static Optional<Instant> cordonedAt(Node node) {
        return node.getMetadata().getAnnotations() == null
                ? Optional.empty()
                : Reading.instant(node.getMetadata().getAnnotations().get(CORDONED_AT));
    }

    private static NodeMark marked(Node node) {
        var annotations = node.getMetadata().getAnnotations() == null
                ? Map.<String, String>of()
                : node.getMetadata().getAnnotations();
        var unschedulable =
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        return new NodeMark(
                unschedulable,
                Optional.ofNullable(annotations.get(CORDONED_BY)),
                Optional.ofNullable(annotations.get(TOKEN))
                        .map(NodeMark::number)
                        .orElse(0L),
                Optional.ofNullable(annotations.get(TAKEN)));
    }

    /**
     * kubectl uncordon leaves our mark where it is. The taint that a later cordon brings is younger than the mark: Kubernetes' node lifecycle
     * controller notes when it added it.
     */
    private static boolean isStale(Node node) {
        var marked = cordonedAt(node);
        var tainted = node.getSpec() == null || node.getSpec().getTaints() == null
                ? Optional.<Instant>empty()
                : node.getSpec().getTaints().stream()
                        .filter(taint -> CORDON_TAINT.equals(taint.getKey()))
                        .flatMap(taint -> Reading.instant(taint.getTimeAdded()).stream())
                        .findFirst();
        return marked.isPresent()
                && tainted.isPresent()
                && tainted.get().isAfter(marked.get().plus(AT_ONCE));
    }

    /**
     * A cordon that an earlier upgrade of Windlass left is taken over: the node was schedulable before that, so it will be uncordoned
     * in the end.
     */
    public Move toCordon(UpgradeId upgrade, long ours) {
        if (token > ours) {
            return Move.FENCED;
        }
        if (unschedulable && cordonedBy.isEmpty()) {
            return Move.LEAVE;
        }
        return unschedulable && isBy(upgrade) && token == ours ? Move.NOTHING : Move.WRITE;
    }

    /** What an earlier upgrade of Windlass cordoned is ours to lift, too, where this one did not get to its own cordon. */
    public Move toUncordon(long ours) {
        if (token > ours) {
            return Move.FENCED;
        }
        if (cordonedBy.isEmpty()) {
            return unschedulable ? Move.LEAVE : Move.NOTHING;
        }
        return Move.WRITE;
    }

    /** Why evicting pods is not ours to do now; empty when it is. */
    public Optional<String> notToDrain(UpgradeId upgrade, long ours) {
        if (token > ours) {
            return Optional.of("token " + token + " has acted on it, and ours is " + ours);
        }
        if (!unschedulable) {
            return Optional.of("it is schedulable: someone uncordoned it");
        }
        return cordonedBy.isPresent() && !isBy(upgrade)
                ? Optional.of("it is cordoned by upgrade " + cordonedBy.get())
                : Optional.empty();
    }

    public boolean isBy(UpgradeId upgrade) {
        return cordonedBy.equals(Optional.of(upgrade.text()));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
