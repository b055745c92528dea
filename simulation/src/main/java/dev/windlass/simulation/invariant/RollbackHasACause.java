package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/** S10: no node is put back, and no upgrade halts, unless something really was wrong with that node or cluster, or a person asked. */
final class RollbackHasACause implements Invariant {
    @Override
    public String name() {
        return "S10 RollbackHasACause";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        var since =
                cluster.history().upgrade().map(upgrade -> upgrade.acceptedAt()).orElse(Instant.MIN);
        return switch (event.event()) {
            case Event.RollbackStarted started ->
                asked(cluster) || struck(cluster, started.node().text(), since)
                        ? Optional.empty()
                        : Optional.of("%s is put back although nothing was wrong with it: %s"
                                .formatted(started.node(), started.reason()));
            case Event.UpgradeHalted halted ->
                cluster.strikes().isEmpty()
                        ? Optional.of("halted although nothing was wrong: " + halted.reason())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean asked(WatchedCluster cluster) {
        return cluster.history().events().stream().anyMatch(event -> event.event() instanceof Event.RollbackRequested);
    }

    private static boolean struck(WatchedCluster cluster, String node, Instant since) {
        // Clocks of services may be wrong by some seconds.
        var from = since.equals(Instant.MIN) ? since : since.minusSeconds(600);
        // Without a control plane kubeadm fails on workers, too.
        return cluster.strikes().struck(node, from)
                || cluster.strikes().struck(cluster.plan().name(), from)
                || IntStream.rangeClosed(1, cluster.plan().controlPlanes())
                        .anyMatch(number ->
                                cluster.strikes().struck(cluster.plan().name() + "-cp" + number, from));
    }
}
