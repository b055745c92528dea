package dev.windlass.simulation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.request.Policy;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.kubernetes.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The product's actions, as they are, on a simulated cluster in virtual time. */
class ActionsOnSimulatedClusterTest {
    private final VirtualCluster world = new VirtualCluster();
    private final KubernetesActions actions =
            new KubernetesActions(new SimulatedClusters(List.of(world.api)), Timing.DEFAULT, world.time);
    private final List<String> notes = new ArrayList<>();

    private Outcome perform(Action action, NodeName node) throws Exception {
        var assignment = new Assignment(
                new Step(new StepId("s001"), 1, "workers", Optional.of(node), action),
                1,
                50,
                Optional.of(KubernetesVersion.parse("v1.19.9")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                "",
                new Policy(Duration.ofMinutes(10), Duration.ofSeconds(15), false, false));
        return actions.perform(new ClusterName("kc"), new UpgradeId("kc-5"), assignment, notes::add);
    }

    private static Failure failure(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? failed.failure()
                : new Failure(FailureKind.OTHER, "", "", false);
    }

    @Test
    void shouldInspectAndCheck() throws Exception {
        assertThat(perform(Action.INSPECT_CLUSTER, world.worker()))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        done -> assertThat(done.finding()).isInstanceOf(Finding.ClusterSeen.class));
        assertThat(perform(Action.CHECK_CLUSTER, world.worker())).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldDrainOnceItsBudgetsAllow() throws Exception {
        assertThat(perform(Action.CORDON, world.worker())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(failure(perform(Action.DRAIN, world.worker())).kind()).isEqualTo(FailureKind.DRAIN_BLOCKED);
        assertThat(world.cluster.<Integer>with(model -> model.cordoned().size()))
                .isEqualTo(1);

        for (var name : List.of("guard", "first")) {
            world.cluster.tell(model -> model.workloads()
                    .changeBudget(ContractShape.NAMESPACE, name, OptionalInt.of(0), OptionalInt.empty()));
        }

        assertThat(failure(perform(Action.DRAIN, world.worker())).message())
                .contains("first and")
                .contains("second");
        assertThat(perform(Action.UNCORDON, world.worker())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(world.cluster.<List<NodeName>>with(model -> model.cordoned()))
                .isEmpty();
    }

    @Test
    void shouldJudge() throws Exception {
        for (var action : List.of(
                Action.VALIDATE_NODE,
                Action.VALIDATE_CONTROL_PLANE,
                Action.VALIDATE_API_SERVERS,
                Action.VALIDATE_WORKLOADS,
                Action.VALIDATE_CLUSTER)) {
            var before = world.now();

            var outcome = perform(action, world.controlPlane());

            assertThat(outcome).as(action + " " + notes).isInstanceOf(Outcome.Succeeded.class);
            assertThat(Duration.between(before, world.now())).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void shouldNotJudgeByAnOutage() throws Exception {
        world.faults.outage(world.now().plusSeconds(60), Duration.ofSeconds(5));

        assertThat(perform(Action.VALIDATE_NODE, world.worker())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(notes).anyMatch(note -> note.startsWith("waiting for the API server: "));
    }

    /** Kubernetes calls a node Ready for 40 s after its kubelet is gone. */
    @Test
    void shouldNotTakeAReadyThatStandsForAKubeletThatRuns() throws Exception {
        world.cluster.tell(model -> model.stopKubelet(world.worker()));

        assertThat(failure(perform(Action.VALIDATE_NODE, world.worker())).kind())
                .isEqualTo(FailureKind.VALIDATION);
        assertThat(notes).first().asString().startsWith("as it should be; it has to stay so for 15 s");
    }

    @Test
    void shouldFindANodeThatIsNotReady() throws Exception {
        world.cluster.tell(model -> model.stopKubelet(world.worker()));
        world.pass(Duration.ofMinutes(1));

        assertThat(failure(perform(Action.VALIDATE_NODE, world.worker())).kind())
                .isEqualTo(FailureKind.VALIDATION);
    }
}
