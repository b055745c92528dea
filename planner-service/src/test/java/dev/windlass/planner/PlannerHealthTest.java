package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.loop.LoopStatus;
import dev.windlass.runtime.loop.LoopStatus.Phase;
import dev.windlass.runtime.planner.PlannerStatus;
import dev.windlass.service.Health;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerHealthTest {
    private static Health.Answer health(Phase loop, Phase replica, String problem, String broker) {
        var planner = new PlannerStatus(new LoopStatus(loop, Instant.EPOCH, ""), Set.of(0), Map.of());
        return PlannerService.health(planner, new LoopStatus(replica, Instant.EPOCH, problem), true, broker);
    }

    @Test
    void shouldBeReadyWhereItDecidesAndKnowsTheState() {
        assertThat(health(Phase.RUNNING, Phase.RUNNING, "", "").ready()).isTrue();
        assertThat(health(Phase.TROUBLED, Phase.RUNNING, "", "").ready()).isFalse();
        assertThat(health(Phase.RUNNING, Phase.RUNNING, "", "away").ready()).isFalse();
    }

    /** As when the right to read windlass.state was taken away: what it answers from is the past. */
    @Test
    void shouldNotBeReadyWhereItDoesNotFollowTheStateAnyMore() {
        var lost = health(Phase.RUNNING, Phase.TROUBLED, "TopicAuthorizationException", "");

        assertThat(lost.ready()).isFalse();
        assertThat(lost.details()).containsEntry("stateProblem", "TopicAuthorizationException");
    }
}
