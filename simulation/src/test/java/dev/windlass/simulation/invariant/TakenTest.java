package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulation.invariant.ReadyPods.Of;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TakenTest {
    private static final Of WEB = new Of("Deployment", "default", "web");

    private final Trial trial = new Trial();
    private final Taken taken = new Taken(Trial.W1, trial.cluster);

    private List<Pod> onW1() {
        return trial.world.list(Kind.POD).stream()
                .map(Pod.class::cast)
                .filter(pod -> pod.isOn(Trial.W1.text()) && pod.meta().name().startsWith("web"))
                .toList();
    }

    private void pass(int seconds) {
        trial.world.advanceTo(trial.world.now().plus(Duration.ofSeconds(seconds)));
        taken.changed(trial.cluster);
    }

    private void evict() {
        onW1().forEach(pod -> trial.world.evict("default", pod.meta().name(), ""));
        taken.changed(trial.cluster);
        trial.world.truth().occurrences().stream()
                .filter(Occurrence.PodEvicted.class::isInstance)
                .map(Occurrence.PodEvicted.class::cast)
                .forEach(what -> taken.evicted(trial.cluster, what));
    }

    @Test
    void shouldKnowHowManyServedBeforeTheFirstWasTaken() {
        assertThat(onW1()).isNotEmpty();
        var before = ReadyPods.in(trial.world).get(WEB);
        pass(1);
        evict();
        assertThat(ReadyPods.in(trial.world).get(WEB)).isLessThan(before);
        assertThat(taken.workloads()).isEqualTo(Map.of(WEB, before));
    }

    @Test
    void shouldAskForNoMoreThanServedAtTheWorst() {
        pass(1);
        trial.world.faults(Trial.W2).powerOff();
        pass(30);
        var least = ReadyPods.in(trial.world).get(WEB);
        pass(1);
        trial.world.faults(Trial.W2).heal();
        pass(60);
        assertThat(ReadyPods.in(trial.world).get(WEB)).isGreaterThan(least);
        pass(1);
        evict();
        assertThat(taken.workloads()).isEqualTo(Map.of(WEB, least));
    }
}
