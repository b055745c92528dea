package dev.windlass.simulation.invariant;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.simulation.run.Violation;
import dev.windlass.simulator.world.Occurrence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** All invariants, told of everything; the first that breaks ends the run. */
public final class Promises {
    private final List<Invariant> invariants;
    private final Supplier<Duration> elapsed;
    private Optional<Violation> broken = Optional.empty();

    /** @param elapsed the world's age */
    public Promises(Supplier<Duration> elapsed) {
        this(elapsed, all());
    }

    Promises(Supplier<Duration> elapsed, List<Invariant> invariants) {
        this.elapsed = elapsed;
        this.invariants = invariants;
    }

    private static List<Invariant> all() {
        return List.of(
                new OneNodeAtATime(),
                new OneRunOnANode(),
                new OnlyDrainsEvict(),
                new TokensOnlyRise(),
                new StepsInOrder(),
                new NothingAfterTheEnd(),
                new SkewIsLegal(),
                new CompletedIsTrue(),
                new EndsLeaveNodesInService(),
                new RollbackHasACause(),
                new SnapshotIsReplay(),
                new OneActiveUpgrade(),
                new OnlyTheProtocol(),
                new NoSecretInRecords(),
                new GatesAreTrue(),
                new OutcomesWereReported(),
                new FailuresAreTrue(),
                new AttemptsAreBounded(),
                new AttemptsFollowOutcomes(),
                new LeasesAreKept(),
                new PersonalCordonsStay());
    }

    /** The first promise that was broken. */
    public Optional<Violation> broken() {
        return broken;
    }

    /** A promise that is kept elsewhere was broken. */
    public void broken(String invariant, String words) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Violation(invariant, words, elapsed.get()));
        }
    }

    /** The planner recorded this. */
    public void recorded(WatchedCluster cluster, EventRecord event) {
        var misplaced = NumbersWithoutGaps.misplaced(cluster, event);
        if (misplaced.isPresent()) {
            broken(NumbersWithoutGaps.NAME, misplaced.get());
            return;
        }
        cluster.history().add(event);
        cluster.cordons().recorded(event);
        each(invariant -> invariant.recorded(cluster, event));
    }

    /** An actor's report is in the log. */
    public void reported(WatchedCluster cluster, Report report) {
        each(invariant -> invariant.reported(cluster, report));
    }

    /** The planner wrote this snapshot. */
    public void snapshot(WatchedCluster cluster, ClusterState state) {
        each(invariant -> invariant.snapshot(cluster, state));
    }

    /** This happened on a node. */
    public void happened(WatchedCluster cluster, Occurrence what) {
        each(invariant -> invariant.happened(cluster, what));
    }

    /** Something in the cluster changed. */
    public void changed(WatchedCluster cluster) {
        cluster.cordons().changed(cluster.truth(), cluster.now());
        each(invariant -> invariant.changed(cluster));
    }

    /** Bytes were written to a topic. */
    public void written(String topic, byte[] bytes) {
        each(invariant -> invariant.written(topic, bytes));
    }

    private void each(Function<Invariant, Optional<String>> look) {
        for (var invariant : invariants) {
            look.apply(invariant).ifPresent(words -> broken(invariant.name(), words));
        }
    }
}
