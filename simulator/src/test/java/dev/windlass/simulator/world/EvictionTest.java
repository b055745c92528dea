package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.ClusterShape.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvictionTest {
    private static Workload budget(String name, OptionalInt min, OptionalInt max) {
        return new Workload.OfBudget("default", name, new TreeMap<>(Map.of("app", "api")), min, max);
    }

    private static Trial trial(Workload... budgets) {
        var workloads = new ArrayList<Workload>();
        workloads.add(new Workload.OfDeployment("default", "api", 3, PodTemplate.of("api", "api:1")));
        workloads.addAll(List.of(budgets));
        return new Trial(DemoCluster.shape().with(workloads));
    }

    private static Eviction evictAvailable(Trial trial) {
        var pod =
                trial.pods("api").stream().filter(Pod::isAvailable).findFirst().orElseThrow();
        return trial.cluster.evict("default", pod.meta().name(), pod.meta().uid());
    }

    @Test
    void shouldGrantWithoutBudget() {
        var trial = trial();
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Granted.class);
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Granted.class);
    }

    @Test
    void shouldGrantAsManyAsLeastAvailableLeaves() {
        var trial = trial(budget("api", OptionalInt.of(2), OptionalInt.empty()));
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Granted.class);
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Refused.class);

        trial.until(() -> trial.pods("api").stream().filter(Pod::isAvailable).count() == 3);

        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Granted.class);
    }

    @Test
    void shouldGrantAsManyAsMostUnavailableAllows() {
        var trial = trial(budget("api", OptionalInt.empty(), OptionalInt.of(1)));
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Granted.class);
        assertThat(evictAvailable(trial)).isInstanceOf(Eviction.Refused.class);
    }

    @Test
    void shouldNeverGrantWhenAllMustBeAvailable() {
        var trial = trial(budget("api", OptionalInt.of(1), OptionalInt.empty()));
        trial.cluster.workloads().changeBudget("default", "api", OptionalInt.of(3), OptionalInt.empty());
        assertThat(evictAvailable(trial)).isInstanceOfSatisfying(Eviction.Refused.class, refused -> {
            assertThat(refused.budget().healthy()).isEqualTo(3);
            assertThat(refused.budget().desired()).isEqualTo(3);
        });
    }

    @Test
    void shouldRefuseSeveralBudgets() {
        var trial = trial(
                budget("one", OptionalInt.of(1), OptionalInt.empty()),
                budget("two", OptionalInt.of(1), OptionalInt.empty()));
        assertThat(evictAvailable(trial)).isEqualTo(new Eviction.SeveralBudgets(List.of("one", "two")));
    }

    @Test
    void shouldTellAbsentAndReplacedPods() {
        var trial = trial();
        var pod = trial.pods("api").getFirst();
        assertThat(trial.cluster.evict("default", "nobody", "")).isInstanceOf(Eviction.NotFound.class);
        assertThat(trial.cluster.evict("default", pod.meta().name(), "another"))
                .isEqualTo(new Eviction.OtherPod(pod.meta().uid()));
    }

    @Test
    void shouldGrantTerminatingPodAgainWithoutBooking() {
        var trial = trial(budget("api", OptionalInt.of(2), OptionalInt.empty()));
        var pod = trial.pods("api").getFirst();
        trial.cluster.evict("default", pod.meta().name(), "");
        assertThat(trial.cluster.evict("default", pod.meta().name(), "")).isInstanceOf(Eviction.Granted.class);
    }
}
