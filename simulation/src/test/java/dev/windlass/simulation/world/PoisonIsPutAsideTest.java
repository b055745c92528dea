package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoisonIsPutAsideTest {
    private static final byte[] POISON = {9};

    private final SmallWorld world = new SmallWorld();

    private void comes(Topic topic, long offset, byte @Nullable [] value) {
        world.witness.committed(topic.topicName(), 0, offset, null, value);
    }

    private void isPutAside(Topic topic, long offset) {
        var letter = new DeadLetter(
                topic.topicName(),
                0,
                offset,
                Reason.NOT_FRAMED,
                "no",
                world.time.instant(),
                1,
                Optional.empty(),
                new byte[] {9});
        comes(Topic.DEAD_LETTERS, 0, Codecs.FIXED.deadLetters().encode(letter));
    }

    @Test
    void shouldNoticePoisonThatIsNotPutAside() {
        comes(Topic.REQUESTS, 7, POISON);
        world.poison.atTheEnd(() -> false);
        assertThat(world.broken())
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("L6 PoisonIsPutAside: records that can't be read have no dead letter")
                        .contains("offset=7"));
    }

    @Test
    void shouldNotTakeTwoLettersOfOneRecordForTwo() {
        comes(Topic.REQUESTS, 7, POISON);
        comes(Topic.REPORTS, 7, null);
        isPutAside(Topic.REQUESTS, 7);
        isPutAside(Topic.REQUESTS, 7);
        world.poison.atTheEnd(() -> false);
        assertThat(world.broken()).hasValueSatisfying(words -> assertThat(words).contains("windlass.reports"));
    }

    @Test
    void shouldNoticeThatSomethingElseIsPutAside() {
        isPutAside(Topic.REPORTS, 3);
        assertThat(world.broken()).hasValueSatisfying(words -> assertThat(words).contains("that can be read"));
    }

    @Test
    void shouldWaitForIt() {
        comes(Topic.REPORTS, 7, POISON);
        world.time.after(Duration.ofSeconds(5), () -> isPutAside(Topic.REPORTS, 7));
        world.poison.atTheEnd(() -> false);
        assertThat(world.broken()).isEmpty();
    }
}
