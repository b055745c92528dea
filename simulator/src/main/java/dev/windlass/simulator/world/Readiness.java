package dev.windlass.simulator.world;

import java.time.Instant;

/**
 * A node's Ready condition.
 *
 * @param heartbeat on the node's clock when its kubelet wrote the condition; unchanged when the node controller writes
 * @param transition when the status last changed
 */
public record Readiness(Status status, String reason, String message, Instant heartbeat, Instant transition) {
    /** The three values of a condition. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Readiness ready(Instant at, Readiness before) {
        return new Readiness(
                Status.TRUE,
                "KubeletReady",
                "kubelet is posting ready status",
                at,
                transition(before, Status.TRUE, at));
    }

    static Readiness starting(Instant at, Readiness before) {
        return new Readiness(
                Status.FALSE,
                "KubeletNotReady",
                "container runtime status check may not have completed yet",
                at,
                transition(before, Status.FALSE, at));
    }

    static Readiness silent(Instant at, Readiness before) {
        return new Readiness(
                Status.UNKNOWN,
                "NodeStatusUnknown",
                "Kubelet stopped posting node status.",
                before.heartbeat,
                transition(before, Status.UNKNOWN, at));
    }

    private static Instant transition(Readiness before, Status status, Instant at) {
        return before.status == status ? before.transition : at;
    }
}
