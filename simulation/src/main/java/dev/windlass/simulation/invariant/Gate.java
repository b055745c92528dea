package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.simulator.world.Component;
import dev.windlass.simulator.world.Health;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a validator is asked about, looked at with the world's own eyes until it has been so once. */
abstract class Gate {
    private Optional<String> shortfall = Optional.of("nobody has looked");

    /**
     * Empty for a step that is not such a question.
     *
     * @param taken what the world has seen to be taken away from the step's node
     */
    static Optional<Gate> of(Assignment assignment, SortedMap<ReadyPods.Of, Integer> taken) {
        return switch (assignment.step().action()) {
            case VALIDATE_NODE -> Optional.of(new OfNode(assignment));
            case VALIDATE_CONTROL_PLANE -> Optional.of(new OfControlPlane(assignment));
            case VALIDATE_API_SERVERS -> Optional.of(new OfApiServers(assignment));
            case VALIDATE_WORKLOADS -> Optional.of(new OfWorkloads(together(assignment, taken)));
            case VALIDATE_CLUSTER -> Optional.of(new ClusterGate(assignment));
            default -> Optional.empty();
        };
    }

    /** What the planner asks about, and what it should ask about. */
    private static SortedMap<ReadyPods.Of, Integer> together(
            Assignment assignment, SortedMap<ReadyPods.Of, Integer> taken) {
        var all = new TreeMap<>(taken);
        assignment
                .workloads()
                .forEach(workload -> all.merge(ReadyPods.Of.workload(workload), workload.available(), Math::max));
        return all;
    }

    final void look(WatchedCluster cluster) {
        if (shortfall.isPresent()) {
            shortfall = wrong(cluster);
        }
    }

    /** What was wrong whenever it was looked at; empty when all was well once. */
    final Optional<String> shortfall() {
        return shortfall;
    }

    abstract Optional<String> wrong(WatchedCluster cluster);

    /** Whether it has to be so for a while, which takes more than one look. */
    boolean lasts() {
        return false;
    }

    private static NodeName node(Assignment assignment) {
        return assignment.step().node().orElseThrow();
    }

    private static KubernetesVersion version(Assignment assignment) {
        return assignment.version().orElseThrow();
    }

    /** What has to last for as long as the policy says. */
    private abstract static class Lasting extends Gate {
        /** Between the moment in which it is so and that in which it is seen, and a tenth of a second here and there. */
        private static final Duration ABOUT = Duration.ofMillis(500);

        private final Duration needed;
        private Optional<Instant> since = Optional.empty();

        Lasting(Assignment assignment) {
            needed = assignment.policy().stableFor().minus(ABOUT);
        }

        @Override
        final boolean lasts() {
            return true;
        }

        /** Since when it has been so, without a break; empty when it is not. */
        abstract Optional<Instant> since(SimulatedCluster truth);

        abstract String words();

        @Override
        final Optional<String> wrong(WatchedCluster cluster) {
            // It may have ended since the last look.
            var before = since;
            since = since(cluster.truth());
            var now = cluster.now();
            return Stream.concat(before.stream(), since.stream())
                            .anyMatch(from -> Duration.between(from, now).compareTo(needed) >= 0)
                    ? Optional.empty()
                    : Optional.of("not for %s: %s".formatted(needed, words()));
        }
    }

    /** One kubelet process that was started late enough, is of the version, and is Ready. */
    private static final class OfNode extends Lasting {
        private final NodeName node;
        private final KubernetesVersion version;
        private final Instant notBefore;

        OfNode(Assignment assignment) {
            super(assignment);
            node = node(assignment);
            version = version(assignment);
            // Nodes say in whole seconds when a kubelet was started.
            notBefore = assignment.evidenceAfter().orElse(Instant.MIN).truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        Optional<Instant> since(SimulatedCluster truth) {
            var host = truth.host(node);
            var health = Health.of(host);
            return health.kubeletReadySince()
                    .filter(any -> host.runningKubelet().equals(version))
                    .filter(any -> !health.kubeletStarted()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .isBefore(notBefore));
        }

        @Override
        String words() {
            return "kubelet %s of %s, started at %s or later, is Ready".formatted(version, node, notBefore);
        }
    }

    /** All components of one node are up, and what kubeadm of the version writes. */
    private static final class OfControlPlane extends Lasting {
        private final NodeName node;
        private final KubernetesVersion version;

        OfControlPlane(Assignment assignment) {
            super(assignment);
            node = node(assignment);
            version = version(assignment);
        }

        @Override
        Optional<Instant> since(SimulatedCluster truth) {
            var host = truth.host(node);
            if (AtVersion.components(host, version).isPresent()) {
                return Optional.empty();
            }
            var latest = Optional.of(Instant.MIN);
            for (var component : Component.values()) {
                var one = Health.of(host).servesSince(component);
                latest = latest.flatMap(all -> one.map(since -> since.isAfter(all) ? since : all));
            }
            return latest;
        }

        @Override
        String words() {
            return "the components of %s on %s are up".formatted(version, node);
        }
    }

    private static final class OfApiServers extends Gate {
        private final KubernetesVersion version;

        OfApiServers(Assignment assignment) {
            version = version(assignment);
        }

        @Override
        Optional<String> wrong(WatchedCluster cluster) {
            var truth = cluster.truth();
            return AtVersion.controlPlanes(truth, version)
                    .or(() -> AtVersion.all(truth, version))
                    .or(() -> AtVersion.kubeProxy(truth)
                            .filter(it -> it.counts().updated() < it.counts().wanted())
                            .map(it -> "kube-proxy is not rolled out: " + it.counts()));
        }
    }

    private static final class OfWorkloads extends Gate {
        private final SortedMap<ReadyPods.Of, Integer> taken;

        OfWorkloads(SortedMap<ReadyPods.Of, Integer> taken) {
            this.taken = taken;
        }

        /** What is not there any more is missed by nobody. */
        @Override
        Optional<String> wrong(WatchedCluster cluster) {
            var ready = ReadyPods.in(cluster.truth());
            return taken.entrySet().stream()
                    .filter(each -> ready.getOrDefault(each.getKey(), each.getValue()) < each.getValue())
                    .findFirst()
                    .map(each ->
                            "%s has %d of %d pods".formatted(each.getKey(), ready.get(each.getKey()), each.getValue()));
        }
    }
}
