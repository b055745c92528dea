package dev.windlass.simulation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ApiServer;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.Evictions;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.simulation.time.Crossing;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFaultsTest {
    private static final String NOTE = "note";
    private static final NodeName WORKER = new NodeName("kc-w1");

    private final VirtualCluster world = new VirtualCluster();
    private final ClusterApi api = world.api();

    private static Node node(ClusterApi api) throws Exception {
        return api.get(Node.class, Resources.node(WORKER));
    }

    private static void write(ClusterApi api, String text) throws Exception {
        api.patch(Resources.node(WORKER), Map.of("metadata", Map.of("annotations", Map.of(NOTE, text))));
    }

    /** What is really there. */
    private String written() {
        return world.cluster.with(model -> model.list(
                        dev.windlass.simulator.world.Resource.Node.class, dev.windlass.simulator.world.Kind.NODE)
                .getLast()
                .meta()
                .annotations()
                .getOrDefault(NOTE, "nothing"));
    }

    private void assertProblem(ApiProblem.Kind kind, Call call) {
        assertThatThrownBy(call::make)
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private interface Call {
        void make() throws Exception;
    }

    @Test
    void shouldCutOneProcessOff() throws Exception {
        var other = world.process(world.everybodysFaults.ofOneProcess(), Crossing.QUIET);
        var end = world.now().plusSeconds(30);
        world.faults.outage(end, Duration.ofSeconds(5));

        var before = world.now();
        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> node(api));
        assertThat(Duration.between(before, world.now())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> write(api, "lost"));
        assertThat(node(other).getMetadata().getName()).isEqualTo(WORKER.text());
        assertThat(written()).isEqualTo("nothing");

        world.pass(Duration.between(world.now(), end));
        assertThat(node(api).getMetadata().getName()).isEqualTo(WORKER.text());
    }

    @Test
    void shouldCutEverybodyOff() {
        var other = world.process(world.everybodysFaults.ofOneProcess(), Crossing.QUIET);
        world.everybodysFaults.outage(world.now().plusSeconds(30), Duration.ZERO);

        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> node(api));
        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> node(other));
    }

    @Test
    void shouldNotAnswerWhileNoServerIsUp() throws Exception {
        world.cluster.tell(model -> model.cutApi(true));
        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> node(api));
        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> write(api, "lost"));

        world.cluster.tell(model -> model.cutApi(false));
        assertThat(node(api).getMetadata().getName()).isEqualTo(WORKER.text());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldDeny(int code) throws Exception {
        world.faults.deny(world.now().plusSeconds(20), code);
        assertProblem(ApiProblem.Kind.DENIED, () -> node(api));
        assertProblem(ApiProblem.Kind.DENIED, () -> write(api, "denied"));
        assertThat(written()).isEqualTo("nothing");

        world.pass(Duration.ofSeconds(20));
        assertThat(node(api).getMetadata().getName()).isEqualTo(WORKER.text());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void shouldBeBusy(int code) {
        world.faults.busy(world.now().plusSeconds(20), code);

        assertProblem(ApiProblem.Kind.BUSY, () -> node(api));
        assertProblem(ApiProblem.Kind.BUSY, () -> write(api, "no"));
        assertThat(written()).isEqualTo("nothing");
    }

    @Test
    void shouldLoseAnAnswerAndNotTheWrite() throws Exception {
        world.faults.loseAnswers(1);

        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> write(api, "done"));
        assertThat(written()).isEqualTo("done");

        write(api, "heard of");
        assertThat(written()).isEqualTo("heard of");
    }

    @Test
    void shouldTakeItsTime() throws Exception {
        world.faults.slow(world.now().plusSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(4));
        var before = world.now();

        write(api, "slow");

        assertThat(Duration.between(before, world.now())).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void shouldGiveUpOnASlowAnswer() {
        world.faults.slow(world.now().plusSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(30));
        var before = world.now();

        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> write(api, "done"));

        assertThat(Duration.between(before, world.now())).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        assertThat(written()).isEqualTo("done");
    }

    @Test
    void shouldWriteBehindTheBackOfACallerWhoGaveUp() {
        world.faults.slow(world.now().plusSeconds(1), Duration.ofSeconds(14), Duration.ZERO);

        assertProblem(ApiProblem.Kind.UNREACHABLE, () -> write(api, "late"));
        assertThat(written()).isEqualTo("nothing");

        world.pass(Duration.ofSeconds(5));
        assertThat(written()).isEqualTo("late");
    }

    @Test
    void shouldReadThePast() throws Exception {
        write(api, "old");
        world.pass(Duration.ofSeconds(20));
        write(api, "new");
        world.pass(Duration.ofSeconds(2));
        world.faults.stale(world.now().plusSeconds(60), Duration.ofSeconds(10));

        var seen = node(api);
        assertThat(seen.getMetadata().getAnnotations()).containsEntry(NOTE, "old");
        // A write knows the present.
        assertProblem(
                ApiProblem.Kind.CONFLICT,
                () -> api.patch(
                        Resources.node(WORKER),
                        Map.of(
                                "metadata",
                                Map.of("resourceVersion", seen.getMetadata().getResourceVersion()))));

        world.pass(Duration.ofSeconds(15));
        assertThat(node(api).getMetadata().getAnnotations()).containsEntry(NOTE, "new");
    }

    @Test
    void shouldReadPodsThatAreGone() throws Exception {
        var pod = free();
        assertThat(Evictions.negotiate(api).evict(pod)).isEqualTo(new Evictions.Result.Accepted());
        world.pass(Duration.ofSeconds(8));
        assertThat(free().getMetadata().getUid()).isNotEqualTo(pod.getMetadata().getUid());

        world.faults.stale(world.now().plusSeconds(60), Duration.ofSeconds(12));

        assertThat(free().getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
        assertThat(free().getMetadata().getDeletionTimestamp()).isNull();
    }

    private Pod free() throws Exception {
        var pods = api.list(
                PodList.class,
                "/api/v1/namespaces/" + ContractShape.NAMESPACE + "/pods",
                Map.of("labelSelector", "app=" + ContractShape.FREE));
        assertThat(pods).hasSize(1);
        return pods.getFirst();
    }

    @Test
    void shouldConflict() throws Exception {
        world.faults.conflicts(1);

        assertProblem(ApiProblem.Kind.CONFLICT, () -> write(api, "overtaken"));
        assertThat(written()).isEqualTo("nothing");

        world.faults.conflicts(1);
        assertThat(Evictions.negotiate(api).evict(free())).isInstanceOf(Evictions.Result.Refused.class);
    }

    @Test
    void shouldMuteWatches() throws Exception {
        try (var wakeups = api.wakeups()) {
            wakeups.on(Resources.NODES, Resources.named(WORKER));
            world.pass(Duration.ofSeconds(1));
            wakeups.reset();
            world.faults.muteWatches(world.now().plusSeconds(10));
            write(api, "unheard");

            assertThat(waited(wakeups)).isEqualTo(Duration.ofSeconds(4));

            world.pass(Duration.ofSeconds(10));
            write(api, "heard");
            assertThat(waited(wakeups)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldLoseWatchesWithTheServerAndGetThemBack() throws Exception {
        try (var wakeups = api.wakeups()) {
            wakeups.on(Resources.NODES, Resources.named(WORKER));
            world.pass(Duration.ofSeconds(1));
            wakeups.reset();

            world.cluster.tell(model -> model.cutApi(true));
            assertThat(waited(wakeups)).as("it ends").isLessThan(Duration.ofSeconds(1));
            wakeups.reset();
            assertThat(waited(wakeups)).as("it is away").isEqualTo(Duration.ofSeconds(4));

            world.cluster.tell(model -> model.cutApi(false));
            assertThat(waited(wakeups)).as("it begins again").isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void shouldWakeOnlyForWhatIsSelected() throws Exception {
        try (var wakeups = api.wakeups()) {
            wakeups.on(Resources.NODES, Resources.named(new NodeName("kc-cp1")));
            world.pass(Duration.ofSeconds(1));
            wakeups.reset();
            write(api, "another node");

            assertThat(waited(wakeups)).isEqualTo(Duration.ofSeconds(4));
        }
    }

    private Duration waited(dev.windlass.kubernetes.api.Wakeups wakeups) throws InterruptedException {
        var before = world.now();
        wakeups.await(Duration.ZERO, Duration.ofSeconds(4));
        return Duration.between(before, world.now());
    }

    @Test
    void shouldKnowSilenceFromDistance() throws Exception {
        var server = api.server("10.0.0.11:6443");
        world.faults.hideServers(world.now().plusSeconds(10));
        assertThat(server.look()).isEqualTo(new ApiServer.State.OutOfReach());

        world.pass(Duration.ofSeconds(20));
        assertThat(server.look()).as("left alone").isEqualTo(new ApiServer.State.OutOfReach());

        world.pass(Duration.ofMinutes(1));
        assertThat(server.look()).isEqualTo(new ApiServer.State.Answers("v1.19.9"));

        world.faults.hideServers(world.now().plusSeconds(10));
        assertThat(server.look()).isInstanceOf(ApiServer.State.Silent.class);
    }

    @Test
    void shouldPassItsPoints() throws Exception {
        world.crossed.clear();
        node(api);
        write(api, "crossed");
        assertThat(world.crossed)
                .isEqualTo(List.of("api.read.before", "api.read.after", "api.write.before", "api.write.after"));
    }

    @Test
    void shouldHaveWrittenWhenAProcessEndsBeforeItsAnswer() {
        try (var struck = new VirtualCluster(point -> {
            if (point.equals("api.write.after")) {
                throw new AssertionError("killed");
            }
        })) {
            assertThatThrownBy(() -> write(struck.api(), "done")).hasMessage("killed");
            assertThat(struck.cluster.<Boolean>with(model -> model.list(
                                    dev.windlass.simulator.world.Resource.Node.class,
                                    dev.windlass.simulator.world.Kind.NODE)
                            .getLast()
                            .meta()
                            .annotations()
                            .containsValue("done")))
                    .isTrue();
        }
    }

    @Test
    void shouldHealAtOnce() throws Exception {
        var end = world.now().plusSeconds(600);
        world.faults.outage(end, Duration.ZERO);
        world.faults.deny(end, 403);
        world.faults.loseAnswers(3);
        world.faults.conflicts(3);
        world.faults.heal();

        write(api, "well");

        assertThat(node(api).getMetadata().getAnnotations()).containsEntry(NOTE, "well");
    }
}
