package dev.windlass.simulation.log;

import dev.windlass.simulation.log.Member.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** A consumer group of the classic protocol, as its coordinator keeps it. Guarded by the log's lock. */
final class ConsumerGroup {
    private enum Phase {
        EMPTY,
        /** All members have to join. */
        PREPARING,
        /** All have joined, and the leader makes the assignment. */
        COMPLETING,
        STABLE
    }

    private static final long LEADER_LOOKS_NANOS = Duration.ofMillis(500).toNanos();

    private final SimulatedKafka kafka;
    private final GroupOffsets offsets = new GroupOffsets();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Phase phase = Phase.EMPTY;
    private int generation;
    /** Each time the group begins to do something else. */
    private long round;

    ConsumerGroup(SimulatedKafka kafka) {
        this.kafka = kafka;
    }

    GroupOffsets offsets() {
        return offsets;
    }

    // ---- joining and leaving

    void join(Member member, Subscription subscription, boolean isNew) {
        if (isNew) {
            members.put(member.id(), member);
        } else if (members.get(member.id()) != member) {
            member.say(Word.UNKNOWN, 0);
            return;
        }
        member.join(subscription);
        if (phase != Phase.PREPARING) {
            prepare();
        }
        completeWhenAllJoined();
    }

    void leave(Member member) {
        if (members.remove(member.id(), member)) {
            member.say(Word.UNKNOWN, member.manners().heartbeat());
            afterRemoval();
        }
    }

    private void afterRemoval() {
        if (phase != Phase.PREPARING) {
            prepare();
        }
        completeWhenAllJoined();
    }

    /** Asks all members to join again. */
    void rebalance() {
        if (phase == Phase.STABLE) {
            prepare();
        }
    }

    /** Its coordinator has moved to a broker that has never heard of them: they hear so, and join as others. */
    void loseMembers() {
        for (var member : List.copyOf(members.values())) {
            members.remove(member.id());
            member.say(Word.UNKNOWN, member.manners().heartbeat());
        }
        afterRemoval();
    }

    private void prepare() {
        // Whoever waits for the assignment hears at once that there will be none; others with their next heartbeat.
        var waiting = phase == Phase.COMPLETING;
        phase = Phase.PREPARING;
        var of = ++round;
        var longest = 0L;
        for (var member : members.values()) {
            longest = Math.max(longest, member.manners().pollInterval());
            if (!member.joined()) {
                member.say(Word.REJOIN, waiting ? 0 : member.manners().heartbeat());
            }
        }
        kafka.after(longest, () -> {
            if (round == of) {
                complete();
            }
        });
    }

    private void completeWhenAllJoined() {
        if (phase == Phase.PREPARING && members.values().stream().allMatch(Member::joined)) {
            complete();
        }
    }

    private void complete() {
        for (var member : List.copyOf(members.values())) {
            if (!member.joined()) {
                members.remove(member.id());
                member.say(Word.UNKNOWN, member.manners().heartbeat());
            }
        }
        generation++;
        var of = ++round;
        if (members.isEmpty()) {
            phase = Phase.EMPTY;
            return;
        }
        phase = Phase.COMPLETING;
        for (var member : members.values()) {
            member.begin(generation);
            watch(member);
        }
        kafka.after(kafka.hop(), () -> assign(of));
    }

    private void assign(long of) {
        if (round != of) {
            return;
        }
        var leader = members.values().iterator().next();
        if (leader.silent()) {
            // All wait for it until it is back or its session ends.
            kafka.after(LEADER_LOOKS_NANOS, () -> assign(of));
            return;
        }
        var subscriptions = new LinkedHashMap<String, Subscription>();
        members.forEach((id, member) -> subscriptions.put(id, member.subscription()));
        var assignments = leader.manners()
                .assignor()
                .assign(kafka.cluster(), new GroupSubscription(subscriptions))
                .groupAssignment();
        phase = Phase.STABLE;
        round++;
        members.forEach((id, member) -> {
            var assignment = assignments.get(id);
            if (assignment == null) {
                throw new IllegalStateException("the assignor forgot " + id);
            }
            member.assign(assignment);
        });
    }

    // ---- sessions

    /** This process is not heard any more. */
    void silent(Link link) {
        of(link).forEach(this::watch);
    }

    void resumed(Link link) {
        of(link).forEach(Member::hearAgain);
    }

    private List<Member> of(Link link) {
        var found = new ArrayList<Member>();
        members.values().stream().filter(member -> member.link() == link).forEach(found::add);
        return found;
    }

    /** Ends the session of a member in time if it is silent and stays so. */
    void watch(Member member) {
        var since = member.silentSince();
        if (since == Long.MAX_VALUE) {
            return;
        }
        // The last heartbeat was some time before; a join counts as one.
        var last = since - kafka.chance().nextLong(Math.max(1, member.manners().heartbeat()));
        if (phase == Phase.COMPLETING) {
            last = kafka.now();
        }
        var left = Math.max(0, last + member.manners().session() - kafka.now());
        kafka.after(left, () -> {
            if (!member.silent() || members.get(member.id()) != member) {
                return;
            }
            if (member.silentSince() == since) {
                expire(member);
            } else {
                // It was silent for another reason, and now is so for this one: as one that died while it was cut off.
                watch(member);
            }
        });
    }

    private void expire(Member member) {
        if (member.joined()) {
            // It has asked to join and waits for the answer: its session begins with that.
            return;
        }
        members.remove(member.id());
        member.say(Word.UNKNOWN, member.manners().heartbeat());
        afterRemoval();
    }

    // ---- offsets

    /**
     * Whether this member may commit.
     *
     * @throws CommitFailedException when it is none any more, or of another generation
     */
    void checkCommit(String memberId, int memberGeneration, boolean transactional) {
        if (memberGeneration < 0 && phase == Phase.EMPTY) {
            return;
        }
        if (memberGeneration >= 0 || !memberId.isEmpty()) {
            if (!members.containsKey(memberId) || memberGeneration != generation) {
                throw failed(transactional, memberId);
            }
        } else if (!transactional) {
            throw failed(false, memberId);
        }
        if (!transactional && phase == Phase.COMPLETING) {
            throw new RebalanceInProgressException("Offset commit cannot be completed since the consumer is undergoing"
                    + " a rebalance for auto partition assignment.");
        }
    }

    private static CommitFailedException failed(boolean transactional, String memberId) {
        return transactional
                ? new CommitFailedException(
                        "Transaction offset Commit failed due to consumer group metadata mismatch:" + " " + memberId)
                : new CommitFailedException();
    }
}
