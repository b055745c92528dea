package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.Optional;

/** How the processes of a host really are, which nobody in the cluster can see. */
public final class Health {
    private final SimulatedNode host;

    private Health(SimulatedNode host) {
        this.host = host;
    }

    public static Health of(SimulatedNode host) {
        return new Health(host);
    }

    /** When the kubelet process was started. */
    public Instant kubeletStarted() {
        return host.kubelet().startedAt();
    }

    /** Since when the kubelet process has been Ready; empty before, and when none runs. */
    public Optional<Instant> kubeletReadySince() {
        return host.kubelet().readySince();
    }

    /** Since when a component's container has been up; empty when it is not. */
    public Optional<Instant> servesSince(Component component) {
        return host.staticPods().servesSince(component);
    }
}
