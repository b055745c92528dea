package dev.windlass.simulation.api;

import dev.windlass.simulator.world.ObjectView;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Which revision a cluster was at, for the last minute. Used by the simulation's one thread. */
final class Past {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    private record Mark(Instant at, long revision) {}

    Past(Instant now, long revision) {
        marks.add(new Mark(now, revision));
    }

    void note(Instant now, long revision) {
        if (marks.getLast().at().equals(now)) {
            marks.removeLast();
        }
        marks.addLast(new Mark(now, revision));
        // The first one says what was there when the minute began.
        var begin = now.minus(KEPT);
        while (marks.size() > 1 && !second().at().isAfter(begin)) {
            marks.removeFirst();
        }
    }

    private Mark second() {
        var first = marks.removeFirst();
        var second = marks.getFirst();
        marks.addFirst(first);
        return second;
    }

    /** The objects as they were then, at most a minute ago. */
    ObjectView asOf(SimulatedCluster cluster, Instant then) {
        var revision = marks.getFirst().revision();
        for (var mark : marks) {
            if (mark.at().isAfter(then)) {
                break;
            }
            revision = mark.revision();
        }
        return revision == cluster.revision() ? cluster : cluster.asOf(revision).orElse(cluster);
    }
}
