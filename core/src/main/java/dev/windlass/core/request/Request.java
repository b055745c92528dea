package dev.windlass.core.request;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.plan.PlanDigest;
import java.util.Optional;

/** What a user publishes. Anyone may; the planner answers each with events. */
public sealed interface Request {
    RequestId id();

    ClusterName cluster();

    /** Why, in the requester's words. */
    String reason();

    /** Who asks, as far as it is known. */
    String requestedBy();

    /**
     * Raise a cluster to a version, or only say how that would be done.
     *
     * @param planOnly make the plan and change nothing
     * @param planDigest when given, only the plan with this digest may run
     */
    record ToUpgrade(
            RequestId id,
            ClusterName cluster,
            KubernetesVersion target,
            Policy policy,
            boolean planOnly,
            Optional<PlanDigest> planDigest,
            String reason,
            String requestedBy)
            implements Request {}

    /** Steer the upgrade that is there. */
    record ToSteer(RequestId id, ClusterName cluster, Verb verb, String reason, String requestedBy)
            implements Request {}

    /** How an upgrade can be steered. */
    enum Verb {
        /** Finish the node in hand, then hold. */
        PAUSE,
        /** Go on after a pause or a halt. */
        RESUME,
        /** Finish the node in hand, then end. */
        CANCEL,
        /** Try what failed again, with the same plan. */
        RETRY,
        /** Put the worker in hand back and end. */
        ROLLBACK
    }
}
