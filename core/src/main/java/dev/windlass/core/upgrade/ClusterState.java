package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.request.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the planner knows about a cluster: the fold of its events. Immutable.
 *
 * @param sequence the number of the newest event; 0 when there is none
 * @param token the highest token given so far
 * @param upgrade the newest upgrade, ended or not
 * @param requests the newest requests that were answered, so that one published twice is answered once
 */
public record ClusterState(
        ClusterName cluster, long sequence, long token, Optional<Upgrade> upgrade, List<RequestId> requests) {
    static final int REMEMBERED_REQUESTS = 64;

    public ClusterState {
        requests = List.copyOf(requests);
    }

    public static ClusterState empty(ClusterName cluster) {
        return new ClusterState(cluster, 0, 0, Optional.empty(), List.of());
    }

    /** The upgrade that is under way. */
    public Optional<Upgrade> active() {
        return upgrade.filter(newest -> !newest.ended());
    }

    /** The next token. It only rises, also when all records were lost, as long as clocks go forward: nodes remember the highest. */
    public long nextToken(Instant now) {
        return Math.max(token + 1, now.toEpochMilli());
    }

    /** When {@link Input.Ticked} is due although nobody says anything. */
    public Optional<Instant> nextDeadline() {
        return active().stream()
                .flatMap(running -> running.inFlight().stream())
                .flatMap(step -> step.nextDeadline().stream())
                .min(Instant::compareTo);
    }

    /** What is true after this event. Total for every event that {@link UpgradeProcess#decide} makes of this state. */
    public ClusterState after(EventRecord record) {
        return Evolution.evolve(this, record);
    }

    ClusterState with(Upgrade next) {
        return new ClusterState(cluster, sequence, token, Optional.of(next), requests);
    }

    ClusterState numbered(long next) {
        return new ClusterState(cluster, next, token, upgrade, requests);
    }

    ClusterState tokened(long given) {
        return new ClusterState(cluster, sequence, Math.max(token, given), upgrade, requests);
    }

    /** An id that is remembered keeps its place: one that is published over and over does not push the others out. */
    ClusterState answered(RequestId request) {
        if (requests.contains(request)) {
            return this;
        }
        var more = new ArrayList<>(requests);
        more.add(request);
        return new ClusterState(
                cluster,
                sequence,
                token,
                upgrade,
                more.subList(Math.max(0, more.size() - REMEMBERED_REQUESTS), more.size()));
    }
}
