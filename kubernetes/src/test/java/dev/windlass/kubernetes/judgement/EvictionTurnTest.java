package dev.windlass.kubernetes.judgement;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.kubernetes.Samples;
import dev.windlass.kubernetes.judgement.EvictionTurn.Refusal;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvictionTurnTest {
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    private static final Pod POD = Samples.pod("web-1", "n1");

    private static Refusal refusal(Optional<Duration> retryAfter) {
        return Refusal.after(Optional.empty(), T, retryAfter, POD, "budget");
    }

    private static EvictionTurn turn(Pod pod, Refusal refusal, List<Budget> budgets, Duration later) {
        return EvictionTurn.of(List.of(pod), Map.of("uid-web-1", refusal), budgets, T.plus(later));
    }

    private static Budget budget(int allowed) {
        var selector = new LabelSelectorBuilder().addToMatchLabels("app", "web").build();
        return new Budget("default", "web", Optional.of(selector), 2, 2, allowed);
    }

    @Test
    void shouldAskForEveryPodAtFirst() {
        assertThat(EvictionTurn.of(List.of(POD), Map.of(), List.of(), T).now()).containsExactly(POD);
    }

    @Test
    void shouldWaitFiveSecondsGrowingToThirty() {
        var waits = new ArrayList<Duration>();
        Optional<Refusal> former = Optional.empty();
        for (var i = 0; i < 5; i++) {
            former = Optional.of(Refusal.after(former, T, Optional.empty(), POD, "budget"));
            waits.add(former.get().patience());
        }

        assertThat(waits).containsExactly(ofSeconds(5), ofSeconds(10), ofSeconds(20), ofSeconds(30), ofSeconds(30));
    }

    @Test
    void shouldWaitAsLongAsTheServerSays() {
        var refused = refusal(Optional.of(ofSeconds(12)));

        assertThat(turn(POD, refused, List.of(), ofSeconds(11)).now()).isEmpty();
        assertThat(turn(POD, refused, List.of(), ofSeconds(11)).next()).isEqualTo(ofSeconds(1));
        assertThat(turn(POD, refused, List.of(), ofSeconds(12)).now()).containsExactly(POD);
    }

    @Test
    void shouldAskAtOnceWhenTheBudgetAllowsIt() {
        var refused = refusal(Optional.of(ofSeconds(12)));

        assertThat(turn(POD, refused, List.of(budget(1)), ofMillis(499)).now()).isEmpty();
        assertThat(turn(POD, refused, List.of(budget(1)), ofMillis(500)).now()).containsExactly(POD);
        assertThat(turn(POD, refused, List.of(budget(0)), ofMillis(500)).now()).isEmpty();
    }

    @Test
    void shouldAskAtOnceWhenThePodHasChanged() {
        var changed = new PodBuilder(POD)
                .editMetadata()
                .withResourceVersion("2")
                .endMetadata()
                .build();

        assertThat(turn(changed, refusal(Optional.empty()), List.of(budget(0)), ofMillis(500))
                        .now())
                .containsExactly(changed);
    }

    @Test
    void shouldNameTheBudgetThatRefuses() {
        assertThat(EvictionTurn.why(POD, refusal(Optional.empty()), List.of(budget(0))))
                .isEqualTo("PodDisruptionBudget default/web: needs 2 healthy, has 2");
        assertThat(EvictionTurn.why(POD, refusal(Optional.empty()), List.of())).isEqualTo("budget");
    }
}
