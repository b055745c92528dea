package dev.windlass.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.loop.LoopStatus;
import dev.windlass.runtime.loop.LoopStatus.Phase;
import dev.windlass.runtime.work.ActorStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorServiceTest {
    private static Health.Answer health(Phase phase, boolean reporting, String brokerProblem) {
        var loop = new LoopStatus(phase, Instant.EPOCH, "");
        return ActorService.health(new ActorStatus(loop, Set.of(1), List.of(), 0, reporting), brokerProblem);
    }

    @Test
    void shouldBeReadyOnlyWhereItsWorkIsHeardOf() {
        assertThat(health(Phase.RUNNING, true, "").ready()).isTrue();
        assertThat(health(Phase.TROUBLED, true, "").ready()).isFalse();
        assertThat(health(Phase.RUNNING, true, "away").ready()).isFalse();

        var mute = health(Phase.RUNNING, false, "");
        assertThat(mute.ready()).isFalse();
        assertThat(mute.details().get("problem")).contains("reports");
    }
}
