package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * A pod: what runs on a node.
 *
 * @param node where it is bound to
 * @param runningImage what its container really runs: follows the template's image
 * @param waitsFor why it is not running or ready, in words; empty when it is
 * @param order in which it was created, for the scheduler
 */
public record Pod(
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
                changed, template, node, phase, ready, readySince, started, runningImage, waitsFor, restarts, order);
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
        return node.isPresent() && node.get().equals(nodeName);
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
        return new Pod(meta, template, node, phase, ready, readySince, started, runningImage, words, restarts, order);
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

    Pod withRestarts(int count) {
        return count == restarts
                ? this
                : new Pod(
                        meta, template, node, phase, ready, readySince, started, runningImage, waitsFor, count, order);
    }

    Pod notReady(Instant at) {
        return new Pod(meta, template, node, phase, false, at, started, runningImage, waitsFor, restarts, order);
    }
}
