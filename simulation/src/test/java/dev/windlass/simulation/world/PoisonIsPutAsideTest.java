package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.topics.Topic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoisonIsPutAsideTest {
    private final SmallWorld world = new SmallWorld();
    private final PoisonIsPutAside promise = new PoisonIsPutAside(world.time, world.witness, world.promises);

    @Test
    void shouldNoticePoisonThatIsNotPutAside() {
        world.witness.poisoned();
        promise.atTheEnd(() -> false);
        assertThat(world.broken()).hasValue("L6 PoisonIsPutAside: 0 dead letters for 1 records that can't be read");
    }

    @Test
    void shouldWaitForIt() {
        world.witness.poisoned();
        world.time.after(
                Duration.ofSeconds(5),
                () -> world.witness.committed(Topic.DEAD_LETTERS.topicName(), 0, 0, null, new byte[] {1}));
        promise.atTheEnd(() -> false);
        assertThat(world.broken()).isEmpty();
    }
}
