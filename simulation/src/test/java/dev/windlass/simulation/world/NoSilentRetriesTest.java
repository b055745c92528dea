package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.request.RequestId;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Ask.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoSilentRetriesTest {
    private final SmallWorld world = new SmallWorld();

    @Test
    void shouldNoticeEventsThatNoPlanAsksFor() {
        world.accept(new Ask(Duration.ZERO, "c", Kind.UPGRADE, "v1.31.0", "r1"));
        NoSilentRetries.atTheEnd(world.places, world.promises);
        assertThat(world.broken()).hasValueSatisfying(words -> assertThat(words).startsWith("L7 NoSilentRetries: "));
    }

    @Test
    void shouldHoldWhereNothingButRefusalsIsRecorded() {
        for (var i = 0; i < 100; i++) {
            world.record(new Event.RequestRefused(new RequestId("r" + i), "people", "no", ""));
        }
        NoSilentRetries.atTheEnd(world.places, world.promises);
        assertThat(world.broken()).isEmpty();
    }
}
