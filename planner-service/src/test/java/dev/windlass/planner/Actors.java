package dev.windlass.planner;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.events.Entry;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.EventStream;
import dev.windlass.runtime.events.From;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.KafkaConnection;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.runtime.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An executor and a validator that do nothing and say what a test wants them to have found. */
public final class Actors implements AutoCloseable {
    private final Topics topics;
    private final Producer<byte[], byte[]> producer;
    private final EventStream events;
    private final Function<Assignment, Optional<Outcome>> outcomes;
    private final Thread thread;
    private volatile boolean closing;

    /** @param outcomes of each step; one that has none stays under way */
    public Actors(String bootstrapServers, int partitions, Function<Assignment, Optional<Outcome>> outcomes) {
        var connection = KafkaConnection.to(bootstrapServers);
        this.topics = new Topics(connection, partitions);
        this.producer = connection.producer("actors", Map.of());
        this.events = new EventReader(connection, topics, Codecs.FIXED).open(Samples.CLUSTER, new From.Beginning());
        this.outcomes = outcomes;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /** What a cluster's actors find when all is well. */
    public static Outcome success(Assignment assignment) {
        var found = switch (assignment.step().action()) {
            case INSPECT_CLUSTER -> new Finding.ClusterSeen(Samples.TOPOLOGY);
            case INSPECT_NODE ->
                new Finding.NodeSeen(Samples.facts(assignment.step().node().orElseThrow()));
            case DRAIN -> new Finding.Drained(java.util.List.of());
            case RESTART_KUBELET -> new Finding.KubeletStarted(Instant.EPOCH);
            default -> Finding.NOTHING;
        };
        return new Outcome.Succeeded("done by nobody", found);
    }

    private void run() {
        while (!closing) {
            for (var entry : events.poll(Duration.ofMillis(200))) {
                if (entry instanceof Entry.Readable readable
                        && readable.event().event() instanceof Event.StepScheduled scheduled) {
                    perform(readable.event().upgrade().orElseThrow(), scheduled.assignment());
                }
            }
        }
    }

    private void perform(UpgradeId upgrade, Assignment assignment) {
        say(upgrade, assignment, new Said.Claimed());
        outcomes.apply(assignment)
                .ifPresentOrElse(
                        outcome -> say(upgrade, assignment, new Said.Ended(outcome)),
                        () -> say(
                                upgrade,
                                assignment,
                                new Said.Progressed("waits for default/web-1: pod disruption budget default/web", "")));
    }

    private void say(UpgradeId upgrade, Assignment assignment, Said said) {
        var report = new Report(
                Samples.CLUSTER,
                upgrade,
                assignment.step().id(),
                assignment.attempt(),
                assignment.token(),
                "nobody",
                said);
        producer.send(new ProducerRecord<>(
                Topic.REPORTS.topicName(),
                topics.ensure().of(Samples.CLUSTER),
                Home.key(Samples.CLUSTER),
                Codecs.FIXED.reports().encode(report)));
        producer.flush();
    }

    @Override
    public void close() {
        closing = true;
        events.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
