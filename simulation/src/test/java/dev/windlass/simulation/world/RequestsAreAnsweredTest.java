package dev.windlass.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Ask.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsAreAnsweredTest {
    private static final Ask ASK = new Ask(Duration.ZERO, "c", Kind.UPGRADE, "v1.31.0", "r1");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SmallWorld world = new SmallWorld();
    private final RequestsAreAnswered answers =
            new RequestsAreAnswered(world.time, world.places, world.people, world.promises, List.of(ASK));

    @Test
    void shouldNoticeARequestThatNobodyAnswers() {
        world.people.publish(ASK);
        world.pass(MINUTE);
        answers.watch();
        world.pass(MINUTE);
        assertThat(world.broken()).hasValue("S13 RequestsAreAnswered: r1 of c waits for an answer for more than PT42S");
        assertThat(answers.all()).isFalse();
    }

    @Test
    void shouldHoldWhereItIsAnswered() {
        world.people.publish(ASK);
        world.pass(MINUTE);
        world.accept(ASK);
        answers.watch();
        world.pass(MINUTE);
        assertThat(world.broken()).isEmpty();
        assertThat(answers.all()).isTrue();
    }

    @Test
    void shouldNotMissWhatNoBrokerHas() {
        answers.watch();
        world.pass(MINUTE);
        assertThat(world.broken()).isEmpty();
    }
}
