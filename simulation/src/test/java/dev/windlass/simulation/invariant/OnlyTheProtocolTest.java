package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnlyTheProtocolTest {
    private final Trial trial = new Trial(new OnlyTheProtocol());

    @Test
    void shouldNoticeAForeignCommand() {
        trial.world.foreignCommand(Trial.W1, List.of("reboot"));
        trial.lookAround();
        assertThat(trial.broken()).hasValue("c-w1 was asked to run [reboot]");
    }
}
