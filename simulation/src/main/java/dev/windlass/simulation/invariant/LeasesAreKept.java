package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Report;
import dev.windlass.simulation.scenario.FaultKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lease runs out only when its holder has given no sign of life for that long: neither one that was recorded, nor one that lies in the
 * log and only waits to be read. The latter is not asked where clocks were wrong, because its time is the true one. A planner counts in
 * whole milliseconds.
 */
final class LeasesAreKept implements Invariant {
    private record Holder(StepOf step, long token, String by) {}

    private final Map<StepOf, Instant> signs = new HashMap<>();
    /** What each has said within the last lease, and a little more: earlier words excuse nobody. */
    private final Map<Holder, TreeSet<Instant>> said = new HashMap<>();

    @Override
    public String name() {
        return "LeasesAreKept";
    }

    @Override
    public Optional<String> reported(WatchedCluster cluster, Report report) {
        if (!(report.said() instanceof Report.Said.HandedOver)) {
            var now = cluster.now().truncatedTo(ChronoUnit.MILLIS);
            var signs = said.computeIfAbsent(
                    new Holder(new StepOf(cluster, report.step()), report.token(), report.by()),
                    first -> new TreeSet<>());
            signs.add(now);
            signs.headSet(now.minus(Action.LEASE.multipliedBy(5))).clear();
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord record) {
        return switch (record.event()) {
            case Event.StepStarted started -> sign(cluster, started.step(), record.at());
            case Event.StepProgressed progressed -> sign(cluster, progressed.step(), record.at());
            case Event.LeaseExpired expired -> expired(cluster, expired, record.at());
            default -> Optional.empty();
        };
    }

    private Optional<String> sign(WatchedCluster cluster, StepId step, Instant at) {
        signs.put(new StepOf(cluster, step), at);
        return Optional.empty();
    }

    private Optional<String> expired(WatchedCluster cluster, Event.LeaseExpired expired, Instant at) {
        var step = new StepOf(cluster, expired.step());
        return tooEarly("its last sign of life is of", signs.get(step), expired, at)
                .or(() -> clocksWereWrong(cluster)
                        ? Optional.empty()
                        : tooEarly(
                                "what it said is in the log since",
                                unread(new Holder(step, expired.token(), expired.by()), at),
                                expired,
                                at));
    }

    /** What came while the planner committed was not there yet when it decided. */
    private @Nullable Instant unread(Holder holder, Instant decided) {
        var signs = said.get(holder);
        return signs == null ? null : signs.floor(decided);
    }

    private static boolean clocksWereWrong(WatchedCluster cluster) {
        return cluster.strikes().any(Instant.MIN, strike -> strike.kind() == FaultKind.SKEW);
    }

    private static Optional<String> tooEarly(
            String words, @Nullable Instant sign, Event.LeaseExpired expired, Instant at) {
        return Optional.ofNullable(sign)
                .filter(since -> at.isBefore(since.plus(Action.LEASE)))
                .map(since -> "the lease of %s for %s ran out at %s, and %s %s"
                        .formatted(expired.by(), expired.step(), at, words, since));
    }
}
