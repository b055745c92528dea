package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.known;
import static dev.windlass.runtime.codec.Values.maybe;
import static dev.windlass.runtime.codec.Values.text;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.schemas.ToSteer;
import dev.windlass.schemas.ToUpgrade;

/** Requests. */
final class RequestMapping {
    private RequestMapping() {}

    static dev.windlass.schemas.Request wire(Request request) {
        return dev.windlass.schemas.Request.newBuilder()
                .setId(request.id().text())
                .setCluster(request.cluster().text())
                .setReason(request.reason())
                .setRequestedBy(request.requestedBy())
                .setWhat(
                        switch (request) {
                            case Request.ToUpgrade upgrade -> upgrade(upgrade);
                            case Request.ToSteer steer ->
                                new ToSteer(dev.windlass.schemas.Verb.valueOf(
                                        steer.verb().name()));
                        })
                .build();
    }

    private static ToUpgrade upgrade(Request.ToUpgrade request) {
        return ToUpgrade.newBuilder()
                .setTarget(request.target().toString())
                .setPolicy(Values.wire(request.policy()))
                .setPlanOnly(request.planOnly())
                .setPlanDigest(text(request.planDigest()))
                .build();
    }

    static Request core(dev.windlass.schemas.Request wire) {
        return switch (wire.getWhat()) {
            case ToSteer steer ->
                new Request.ToSteer(
                        new RequestId(wire.getId()),
                        new ClusterName(wire.getCluster()),
                        known(Request.Verb.class, steer.getVerb()),
                        wire.getReason(),
                        wire.getRequestedBy());
            default -> toUpgrade(wire);
        };
    }

    /** @throws IllegalArgumentException when it is for something else */
    static Request.ToUpgrade toUpgrade(dev.windlass.schemas.Request wire) {
        if (!(wire.getWhat() instanceof ToUpgrade what)) {
            throw new IllegalArgumentException("request %s is not for an upgrade".formatted(wire.getId()));
        }
        return new Request.ToUpgrade(
                new RequestId(wire.getId()),
                new ClusterName(wire.getCluster()),
                KubernetesVersion.parse(what.getTarget()),
                maybe(what.getPolicy(), Values::core).orElse(Policy.DEFAULT),
                what.getPlanOnly(),
                maybe(what.getPlanDigest(), PlanDigest::new),
                wire.getReason(),
                wire.getRequestedBy());
    }
}
