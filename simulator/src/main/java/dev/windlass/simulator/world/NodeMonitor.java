package dev.windlass.simulator.world;

import java.time.Instant;

/** The node controller: a node whose kubelet is silent for too long is marked Unknown, and its pods not ready. */
final class NodeMonitor {
    private final World world;
    private Instant blindUntil;

    NodeMonitor(World world) {
        this.world = world;
        this.blindUntil = world.now();
    }

    void begin() {
        world.agenda.after(world.timing.monitor(), () -> {
            look();
            begin();
        });
    }

    private void look() {
        if (!world.apiAvailable() || !world.controls()) {
            blindUntil = world.now();
            return;
        }
        for (var node : world.store.nodes()) {
            var heard = world.store
                    .find(
                            Resource.Lease.class,
                            Kind.LEASE,
                            "kube-node-lease",
                            node.meta().name())
                    .map(Resource.Lease::renewed)
                    .filter(renewed -> renewed.isAfter(blindUntil))
                    .orElse(blindUntil);
            var silent = heard.plus(world.timing.grace()).isBefore(world.now());
            if (silent && node.ready().status() != Readiness.Status.UNKNOWN) {
                world.store.put(
                        node.reporting(Readiness.silent(world.now(), node.ready()), node.kubelet(), node.bootId()));
                world.store.pods().stream()
                        .filter(pod -> pod.isOn(node.meta().name()) && pod.ready())
                        .forEach(pod -> world.store.put(pod.notReady(world.now())));
            }
        }
    }
}
