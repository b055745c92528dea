package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
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
 * @param beneath an upgrade that waits for a person and that the newest one has not replaced, because that one has begun nothing
 */
public record ClusterState(
        ClusterName cluster,
        long sequence,
        long token,
        Optional<Upgrade> upgrade,
        List<RequestId> requests,
        Optional<Upgrade> beneath) {
    static final int REMEMBERED_REQUESTS = 64;

    public ClusterState {
        requests = List.copyOf(requests);
    }

    public static ClusterState empty(ClusterName cluster) {
        return new ClusterState(cluster, 0, 0, Optional.empty(), List.of(), Optional.empty());
    }

    /** The upgrade that is under way. */
    public Optional<Upgrade> active() {
        return upgrade.filter(newest -> !newest.ended());
    }

    /**
     * The upgrade that the cluster stands at, which status is about and a person steers: the newest, but after one that ended
     * without having begun anything the one beneath it, which is what it was.
     */
    public Optional<Upgrade> standing() {
        return active().isPresent() ? upgrade : beneath.or(() -> upgrade);
    }

    /** The next token. It only rises, also when all records were lost, as long as clocks go forward: nodes remember the highest. */
    public long nextToken(Instant now) {
        return Math.max(token + 1, now.toEpochMilli());
    }

    /** When {@link Input.Ticked} is due although nobody says anything. */
    public Optional<Instant> nextDeadline() {
        // Loops here and where steps are looked through: planners ask after every turn.
        var earliest = Optional.<Instant>empty();
        for (var step : active().map(Upgrade::inFlight).orElse(List.of())) {
            earliest = Deadlines.earlier(earliest, step.nextDeadline());
        }
        return earliest;
    }

    /** What is true after this event. Total for every event that {@link UpgradeProcess#decide} makes of this state. */
    public ClusterState after(EventRecord record) {
        return Evolution.evolve(this, record);
    }

    ClusterState with(Upgrade next) {
        return new ClusterState(cluster, sequence, token, Optional.of(next), requests, beneath);
    }

    /** A new upgrade, above one that may be tried again until the new one begins to change something. */
    ClusterState accepted(Upgrade next) {
        var kept = standing().filter(former -> former.status().waitsForAPerson());
        return new ClusterState(cluster, sequence, token, Optional.of(next), requests, kept);
    }

    /** The upgrade with this id, which may be the one beneath, is the newest from here on. */
    ClusterState steered(Optional<UpgradeId> id) {
        return beneath.isPresent() && beneath.map(Upgrade::id).equals(id)
                ? new ClusterState(cluster, sequence, token, beneath, requests, Optional.empty())
                : this;
    }

    /** The newest upgrade has begun to change something, and what was beneath it is history. */
    ClusterState begun() {
        return new ClusterState(cluster, sequence, token, upgrade, requests, Optional.empty());
    }

    ClusterState numbered(long next) {
        return new ClusterState(cluster, next, token, upgrade, requests, beneath);
    }

    ClusterState tokened(long given) {
        return new ClusterState(cluster, sequence, Math.max(token, given), upgrade, requests, beneath);
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
                more.subList(Math.max(0, more.size() - REMEMBERED_REQUESTS), more.size()),
                beneath);
    }
}
