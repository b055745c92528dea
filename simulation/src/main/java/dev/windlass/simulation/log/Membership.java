package dev.windlass.simulation.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer as a member of its group: joins, hears of rebalances with its heartbeats, tells the listener inside of poll. Used by the
 * consumer's thread.
 */
final class Membership {
    private enum Phase {
        OUT,
        JOINING,
        IN
    }

    private final Link link;
    private final String clientId;
    private final ConsumerGroup group;
    private final String groupId;
    private final Member.Manners manners;
    private final List<String> topics;
    private final ConsumerRebalanceListener listener;
    private final Cursors cursors;
    private final Runnable wake;
    private final PollWatch polls;
    private final boolean cooperative;
    private ConsumerGroupMetadata metadata;
    private @Nullable Member member;
    private Phase phase = Phase.OUT;
    private boolean prepared;
    private boolean closed;

    Membership(
            Link link,
            String clientId,
            String groupId,
            Member.Manners manners,
            Collection<String> topics,
            ConsumerRebalanceListener listener,
            Cursors cursors,
            Runnable wake) {
        this.link = link;
        this.clientId = clientId;
        this.groupId = groupId;
        this.manners = manners;
        this.topics = List.copyOf(topics);
        this.listener = listener;
        this.cursors = cursors;
        this.wake = wake;
        synchronized (link.kafka()) {
            this.group = link.kafka().group(groupId);
        }
        this.polls = new PollWatch(
                link, manners.pollInterval(), group, () -> closed ? Optional.empty() : Optional.ofNullable(member));
        this.cooperative = manners.assignor().supportedProtocols().contains(RebalanceProtocol.COOPERATIVE);
        this.metadata = new ConsumerGroupMetadata(groupId);
    }

    Set<String> topics() {
        return new LinkedHashSet<>(topics);
    }

    ConsumerGroupMetadata metadata() {
        return metadata;
    }

    // ---- polling

    void polling(boolean now) {
        polls.polling(now);
    }

    /** Does what is next, as far as that needs no waiting for others. */
    void turn() {
        hear();
        while (phase == Phase.OUT && link.away() == 0) {
            prepare();
            join();
            hear();
        }
    }

    /** When there may be something to do next, in the process's nanoseconds. */
    long nextTurn() {
        synchronized (link.kafka()) {
            return member == null ? Long.MAX_VALUE : member.nextWord();
        }
    }

    private void hear() {
        var of = member;
        if (of == null) {
            return;
        }
        Member.Word word;
        synchronized (link.kafka()) {
            word = of.word();
        }
        if (word == Member.Word.NOTHING || link.away() > 0) {
            return;
        }
        switch (word) {
            case ASSIGNED -> complete(of);
            case REJOIN -> phase = Phase.OUT;
            case UNKNOWN -> {
                member = null;
                prepared = false;
                phase = Phase.OUT;
            }
            case NOTHING -> {}
        }
    }

    private void prepare() {
        if (prepared) {
            return;
        }
        prepared = true;
        var owned = cursors.names();
        if (member == null) {
            if (!owned.isEmpty()) {
                giveUp(owned, listener::onPartitionsLost);
            }
        } else if (!cooperative) {
            giveUp(owned, listener::onPartitionsRevoked);
        }
    }

    private void giveUp(Collection<TopicPartition> owned, Consumer<Collection<TopicPartition>> callback) {
        var failure = call(callback, owned);
        cursors.become(List.of());
        throwUnlessNone(failure);
    }

    private void join() {
        link.parkUntil(link.nanos() + link.latency());
        if (link.away() > 0) {
            return;
        }
        var subscription = new Subscription(
                topics,
                manners.assignor().subscriptionUserData(new TreeSet<>(topics)),
                List.copyOf(cursors.names()),
                metadata.generationId(),
                Optional.empty());
        phase = Phase.JOINING;
        synchronized (link.kafka()) {
            var isNew = member == null;
            var joining = member;
            if (joining == null) {
                joining = new Member(clientId + "-" + link + "-" + link.nextClient(), link, manners, wake);
                member = joining;
            }
            group.join(joining, subscription, isNew);
            polls.begin();
        }
    }

    private void complete(Member of) {
        Assignment assignment;
        synchronized (link.kafka()) {
            assignment = of.takeAssignment();
            metadata = new ConsumerGroupMetadata(groupId, of.generation(), of.id(), Optional.empty());
        }
        phase = Phase.IN;
        prepared = false;
        var assigned = inOrder(assignment.partitions());
        if (!cooperative) {
            cursors.become(assigned);
            throwUnlessNone(call(listener::onPartitionsAssigned, assigned));
            return;
        }
        var added = new ArrayList<>(assigned);
        added.removeAll(cursors.names());
        var revoked = inOrder(cursors.names());
        revoked.removeAll(assigned);
        Exception failure = null;
        if (!revoked.isEmpty()) {
            failure = call(listener::onPartitionsRevoked, revoked);
            // What it gave up can be given to others only when all join once more.
            phase = Phase.OUT;
        }
        cursors.become(assigned);
        manners.assignor().onAssignment(assignment, metadata);
        var second = call(listener::onPartitionsAssigned, added);
        throwUnlessNone(failure == null ? second : failure);
    }

    private static List<TopicPartition> inOrder(Collection<TopicPartition> partitions) {
        var sorted = new ArrayList<>(partitions);
        sorted.sort(Cursors.IN_ORDER);
        return sorted;
    }

    private static @Nullable Exception call(
            Consumer<Collection<TopicPartition>> callback, Collection<TopicPartition> partitions) {
        try {
            callback.accept(partitions);
            return null;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static void throwUnlessNone(@Nullable Exception failure) {
        if (failure instanceof KafkaException kafka) {
            throw kafka;
        }
        if (failure != null) {
            throw new KafkaException("User rebalance callback throws an error", failure);
        }
    }

    // ---- offsets

    /** @throws CommitFailedException when it is no member any more, or of another generation */
    void checkCommit() {
        if (member == null) {
            throw new CommitFailedException();
        }
        if (phase == Phase.JOINING) {
            throw new RebalanceInProgressException("Offset commit cannot be completed since the consumer is undergoing"
                    + " a rebalance for auto partition assignment.");
        }
        group.checkCommit(metadata.memberId(), metadata.generationId(), false);
    }

    // ---- the end

    /** Gives up what it has, and leaves if a broker is there to hear it. */
    void close() {
        closed = true;
        var owned = cursors.names();
        var of = member;
        RuntimeException failure = null;
        try {
            if (!owned.isEmpty()) {
                hearOfTheEnd();
                giveUp(owned, member == null ? listener::onPartitionsLost : listener::onPartitionsRevoked);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        if (of != null) {
            synchronized (link.kafka()) {
                if (link.away() == 0) {
                    group.leave(of);
                } else {
                    of.abandon();
                    group.watch(of);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void hearOfTheEnd() {
        var of = member;
        synchronized (link.kafka()) {
            if (of != null && of.word() == Member.Word.UNKNOWN) {
                member = null;
            }
        }
    }
}
