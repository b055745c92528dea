package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.List;

/** Something that happened on a host or to its pods, as it really was: a closed set. Nobody in the cluster can see these. */
public sealed interface Occurrence {
    Instant at();

    String node();

    /** A verb began on its own: nothing else acts on the host while it does, unless {@link TwoRunsActed} says so. */
    record VerbBegan(Instant at, String node, long token, String run, Verb verb, String argument)
            implements Occurrence {}

    /** @param status 0 when it ended well */
    record VerbEnded(Instant at, String node, long token, String run, Verb verb, int status) implements Occurrence {}

    /** A verb had begun and is gone without an outcome, because its unit was killed or the host went down. */
    record VerbLost(Instant at, String node, long token, String run, Verb verb) implements Occurrence {}

    /** A verb began while another run was at work on the same host. */
    record TwoRunsActed(Instant at, String node, long token, String run, String other) implements Occurrence {}

    /** A call to start came with the highest token that the host has seen by then. */
    record TokenAccepted(Instant at, String node, long token, String run) implements Occurrence {}

    /** A call came with a lower one and was answered as fenced. */
    record TokenRefused(Instant at, String node, long token, String run, long highest) implements Occurrence {}

    /** Somebody sent what is not in the node protocol, or arguments that are not in their form. */
    record OutsideProtocol(Instant at, String node, List<String> words) implements Occurrence {
        public OutsideProtocol {
            words = List.copyOf(words);
        }
    }

    /** The host lost its power. */
    record HostWentDown(Instant at, String node) implements Occurrence {}

    /** The host booted. */
    record HostCameUp(Instant at, String node) implements Occurrence {}

    /**
     * The eviction subresource began a pod's end.
     *
     * @param node where it was bound; empty when nowhere
     * @param uid of the pod that goes
     * @param asked the uid that the call named as its precondition; empty when it named none
     */
    record PodEvicted(Instant at, String node, String namespace, String pod, String uid, String asked)
            implements Occurrence {}
}
