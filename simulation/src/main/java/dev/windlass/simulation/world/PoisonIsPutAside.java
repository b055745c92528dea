package dev.windlass.simulation.world;

import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * L6: each record that can't be read has its dead letter in the end, and no other record ever has one. That it stops nothing is what the
 * others say of such worlds.
 */
final class PoisonIsPutAside {
    private static final String NAME = "L6 PoisonIsPutAside";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> OPEN_TO_ALL = Set.of(Topic.REQUESTS.topicName(), Topic.REPORTS.topicName());

    private record Spot(String topic, int partition, long offset) implements Comparable<Spot> {
        private static final Comparator<Spot> ORDER =
                Comparator.comparing(Spot::topic).thenComparing(Spot::partition).thenComparing(Spot::offset);

        @Override
        public int compareTo(Spot other) {
            return ORDER.compare(this, other);
        }
    }

    private final VirtualTime time;
    private final Promises promises;
    private final Set<Spot> poison = new TreeSet<>();
    /** Of what lies here there is no letter yet. */
    private final Set<Spot> unanswered = new TreeSet<>();

    PoisonIsPutAside(VirtualTime time, Promises promises) {
        this.time = time;
        this.promises = promises;
    }

    /** A record without a value came into the log. */
    void tombstone(String topic, int partition, long offset) {
        if (OPEN_TO_ALL.contains(topic)) {
            lies(topic, partition, offset);
        }
    }

    /** A record that can't be read came into the log. */
    void lies(String topic, int partition, long offset) {
        var spot = new Spot(topic, partition, offset);
        poison.add(spot);
        unanswered.add(spot);
    }

    /** A dead letter came into the log. */
    void putAside(DeadLetter letter) {
        var spot = new Spot(letter.topic(), letter.partition(), letter.offset());
        unanswered.remove(spot);
        if (!poison.contains(spot)) {
            promises.broken(NAME, "a record that can be read was put aside: " + letter);
        }
    }

    /** What was published while no broker was there may be under way still. */
    void atTheEnd(BooleanSupplier broken) {
        time.runUntil(() -> broken.getAsBoolean() || unanswered.isEmpty(), PATIENCE);
        if (!unanswered.isEmpty()) {
            promises.broken(NAME, "records that can't be read have no dead letter: " + unanswered);
        }
    }
}
