package dev.windlass.runtime.work;

import static dev.windlass.runtime.Steps.record;
import static dev.windlass.runtime.Steps.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenStepsTest {
    private static final ClusterName A = new ClusterName("a");
    private static final StepId S1 = new StepId("s1");

    private final OpenSteps steps = new OpenSteps(Actor.EXECUTOR);
    private long offset = 100;

    @Test
    void shouldHoldWhatIsScheduledForThisActor() {
        read(scheduled("s1", Action.DRAIN, 10), scheduled("s2", Action.VALIDATE_NODE, 11));
        assertThat(tokens()).containsExactly(10L);
        assertThat(steps.first(List.of())).hasValue(100);
    }

    @Test
    void shouldForgetWhatSomebodyHasOrHad() {
        read(scheduled("s1", Action.DRAIN, 10), new Event.StepStarted(S1, 1, 10, "other"));
        assertThat(tokens()).isEmpty();
        read(scheduled("s1", Action.DRAIN, 20), new Event.StepSucceeded(S1, 1, 20, "", Finding.NOTHING));
        assertThat(tokens()).isEmpty();
    }

    @Test
    void shouldHoldOnlyTheNewestTry() {
        read(
                scheduled("s1", Action.DRAIN, 10),
                new Event.LeaseExpired(S1, 1, 10, "other"),
                scheduled("s1", Action.DRAIN, 20));
        assertThat(tokens()).containsExactly(20L);
    }

    @Test
    void shouldNotForgetANewerTryOverNewsOfAnOlder() {
        read(
                scheduled("s1", Action.DRAIN, 20),
                new Event.StepProgressed(S1, 1, 10, "late", ""),
                new Event.ReportRefused(S1, 1, 20, "other", "claimed", "no"));
        assertThat(tokens()).containsExactly(20L);
    }

    @Test
    void shouldForgetEverythingOfAnUpgradeThatEnded() {
        read(scheduled("s1", Action.DRAIN, 10), scheduled("s2", Action.CORDON, 11), new Event.UpgradeCancelled("so"));
        assertThat(tokens()).isEmpty();
        assertThat(steps.first(List.of())).isEmpty();
    }

    @Test
    void shouldKeepTheOrderInWhichStepsWereScheduled() {
        read(scheduled("s2", Action.DRAIN, 10), scheduled("s1", Action.DRAIN, 11), scheduled("s3", Action.DRAIN, 12));
        assertThat(tokens()).containsExactly(10L, 11L, 12L);
        steps.taken(steps.all().getFirst().task());
        assertThat(steps.first(List.of())).hasValue(101);
    }

    @Test
    void shouldHaveAStepFoundAgainUntilItsClaimIsCertain() {
        read(scheduled("s2", Action.DRAIN, 10), scheduled("s1", Action.DRAIN, 11));
        var claimed = List.of(steps.all().getFirst().task());
        assertThat(steps.first(claimed)).hasValue(101);
        // The claim failed: nothing was taken.
        assertThat(steps.first(List.of())).hasValue(100);
    }

    private void read(Event... events) {
        for (var event : events) {
            steps.read(offset++, record(A, offset, event));
        }
    }

    private List<Long> tokens() {
        return steps.all().stream()
                .map(step -> step.task().assignment().token())
                .toList();
    }
}
