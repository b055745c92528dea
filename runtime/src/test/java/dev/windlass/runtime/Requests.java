package dev.windlass.runtime;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import java.util.Optional;

/** Requests for tests. */
public final class Requests {
    private Requests() {}

    /** Answered with one event, RequestRefused, when the cluster has no upgrade. */
    public static Request steer(ClusterName cluster, String id) {
        return new Request.ToSteer(new RequestId(id), cluster, Request.Verb.PAUSE, "test", "tester");
    }

    /** Answered with two: it is accepted, and the inspection of the cluster is scheduled. */
    public static Request upgrade(ClusterName cluster, String id) {
        return new Request.ToUpgrade(
                new RequestId(id),
                cluster,
                KubernetesVersion.parse("v1.20.2"),
                Policy.DEFAULT,
                false,
                Optional.empty(),
                "test",
                "tester");
    }
}
