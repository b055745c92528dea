package dev.windlass.runtime.work;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.event.EventRecord;
import dev.windlass.runtime.codec.Codec;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetters;
import dev.windlass.runtime.loop.KafkaLoop;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An actor from joining its group until anything fails; the steps in hand go on meanwhile. Used by the actor's thread only. */
final class ActorGeneration implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(ActorGeneration.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Claims claims;
    private final Lanes lanes;
    private final ActorSettings settings;
    private final Codec<EventRecord> codec;
    private final DeadLetters deadLetters;
    private final Clockwork clockwork;
    private final Map<TopicPartition, OpenSteps> open = new HashMap<>();
    /** Where each partition ended when it was assigned: what lies before may be done long since. */
    private final Map<TopicPartition, Long> backlogs = new HashMap<>();

    private final List<DeadLetter> letters = new ArrayList<>();
    private long committedAt;
    private boolean uncommitted;

    ActorGeneration(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Claims claims,
            Lanes lanes,
            ActorSettings settings,
            Codec<EventRecord> codec,
            DeadLetters deadLetters,
            Clockwork clockwork) {
        this.consumer = consumer;
        this.claims = claims;
        this.lanes = lanes;
        this.settings = settings;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.clockwork = clockwork;
        this.committedAt = clockwork.nanoTime();
    }

    /** @param observer is told after each turn which partitions are ours */
    void run(KafkaLoop loop, Consumer<Set<Integer>> observer) {
        claims.begin();
        consumer.subscribe(List.of(Topic.EVENTS.topicName()), this);
        while (loop.running()) {
            var records = consumer.poll(POLL);
            if (consumer.groupMetadata().generationId() >= 0) {
                loop.working();
            }
            records.forEach(this::read);
            claim();
            observer.accept(owned());
        }
        commitQuietly(open.keySet());
    }

    private Set<Integer> owned() {
        var owned = new HashSet<Integer>();
        open.keySet().forEach(partition -> owned.add(partition.partition()));
        return owned;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        uncommitted = true;
        try {
            var event = codec.decode(record.value());
            lanes.observe(event);
            var steps = open.get(new TopicPartition(record.topic(), record.partition()));
            if (steps != null) {
                steps.read(record.offset(), event);
            }
        } catch (DecodeFailure e) {
            var letter = deadLetters.of(record, e);
            LOG.error("put aside in {}: {}", Topic.DEAD_LETTERS.topicName(), letter);
            letters.add(letter);
        }
    }

    private void claim() {
        var tasks = claimable();
        var late = uncommitted && clockwork.nanoTime() - committedAt > COMMIT_EVERY.toNanos();
        if (!tasks.isEmpty() || !letters.isEmpty() || late) {
            var claimedAt = clockwork.nanoTime();
            claims.commit(tasks, letters, offsets(open.keySet(), tasks), consumer.groupMetadata());
            // Only now: when the claim fails, the offsets that are committed at the end must not pass the step.
            tasks.forEach(task -> open.values().forEach(steps -> steps.taken(task)));
            letters.clear();
            uncommitted = false;
            committedAt = clockwork.nanoTime();
            tasks.forEach(task -> lanes.begin(task, claimedAt));
        }
    }

    private List<Task> claimable() {
        var free = lanes.free();
        var tasks = new ArrayList<Task>();
        open.forEach((partition, steps) -> {
            if (readBacklog(partition)) {
                for (var step : steps.all()) {
                    if (lanes.has(step.task())) {
                        steps.taken(step.task());
                    } else if (tasks.size() < free) {
                        tasks.add(step.task());
                    }
                }
            }
        });
        return tasks;
    }

    private boolean readBacklog(TopicPartition partition) {
        return consumer.position(partition) >= backlogs.getOrDefault(partition, 0L);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, List.of());
    }

    /** Up to the first step that nobody has claimed, but for those that are being claimed: whoever reads next must find it. */
    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions, List<Task> claimed) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var steps = open.get(partition);
            var position = consumer.position(partition);
            var first = steps == null
                    ? position
                    : Math.min(position, steps.first(claimed).orElse(position));
            offsets.put(partition, new OffsetAndMetadata(first));
        }
        return offsets;
    }

    // ---- ownership

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            backlogs.putAll(consumer.endOffsets(partitions));
            partitions.forEach(partition -> open.put(partition, new OpenSteps(settings.actor())));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitQuietly(partitions);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            open.remove(partition);
            backlogs.remove(partition);
        });
    }

    /** Spares the next owner some reading; correctness does not need it. */
    private void commitQuietly(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty() || !uncommitted || !letters.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets(partitions), Duration.ofSeconds(2));
        } catch (RuntimeException e) {
            LOG.debug("offsets were not committed: {}", e.toString());
        }
    }
}
