package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeJudgementTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.7Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:30Z");
    private static final NodeName NAME = new NodeName("n1");

    private static Node node() {
        return Samples.node("n1", "v1.20.2", Instant.parse("2026-03-01T10:00:05Z"));
    }

    private static Lease lease() {
        return Samples.lease("n1", NOW.minusSeconds(8));
    }

    static Stream<Arguments> cases() {
        var ready = node();
        return Stream.of(
                Arguments.of("all well", ready, lease(), ""),
                Arguments.of(
                        "a heartbeat in the second of the start counts",
                        Samples.node("n1", "v1.20.2", Instant.parse("2026-03-01T10:00:00Z")),
                        lease(),
                        ""),
                Arguments.of(
                        "the old kubelet's Ready",
                        Samples.node("n1", "v1.20.2", Instant.parse("2026-03-01T09:59:59Z")),
                        lease(),
                        "Ready condition of n1 is last written by the kubelet at 2026-03-01T09:59:59Z, expected written at 2026-03-01T10:00:00Z or later, after the kubelet's start"),
                Arguments.of(
                        "the old version",
                        Samples.node("n1", "v1.19.9", Instant.parse("2026-03-01T10:00:05Z")),
                        lease(),
                        "kubelet of n1 is v1.19.9, expected v1.20.2"),
                Arguments.of(
                        "a vendor's build of the version",
                        Samples.node("n1", "v1.20.2+k3s1", Instant.parse("2026-03-01T10:00:05Z")),
                        lease(),
                        "kubelet of n1 is v1.20.2+k3s1, expected v1.20.2"),
                Arguments.of(
                        "not Ready, as a kubelet is at first",
                        new NodeBuilder(ready)
                                .editStatus()
                                .editFirstCondition()
                                .withStatus("False")
                                .withReason("KubeletNotReady")
                                .withMessage("container runtime status check may not have completed yet")
                                .endCondition()
                                .endStatus()
                                .build(),
                        lease(),
                        "Ready condition of n1 is False (KubeletNotReady): container runtime status check may not have completed yet, expected True"),
                Arguments.of("a lease ahead of us", ready, Samples.lease("n1", NOW.plusSeconds(20)), ""),
                Arguments.of(
                        "a lease that ran out",
                        ready,
                        Samples.lease("n1", NOW.minusSeconds(41)),
                        "lease of n1 is not renewed since 2026-03-01T09:59:49Z, expected renewed within 40 s"),
                Arguments.of("no lease", ready, null, "lease of n1 is absent, expected renewed within 40 s"),
                Arguments.of(
                        "a taint",
                        new NodeBuilder(ready)
                                .editSpec()
                                .addNewTaint("NoExecute", "node.kubernetes.io/unreachable", null, null)
                                .endSpec()
                                .build(),
                        lease(),
                        "node n1 is tainted node.kubernetes.io/unreachable, expected free of that taint"),
                Arguments.of(
                        "our own cordon is no fault",
                        new NodeBuilder(ready)
                                .editSpec()
                                .withUnschedulable(true)
                                .addNewTaint("NoSchedule", "node.kubernetes.io/unschedulable", null, null)
                                .endSpec()
                                .build(),
                        lease(),
                        ""),
                Arguments.of("no node", null, lease(), "node n1 is not there, expected a node of the cluster"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldJudge(String name, Node node, Lease lease, String expected) {
        var wanted =
                new NodeJudgement.Expected(NAME, Optional.of(KubernetesVersion.parse("v1.20.2")), Optional.of(START));

        assertThat(Shortfall.words(NodeJudgement.judge(node, lease, false, wanted, NOW)))
                .isEqualTo(expected);
    }

    @Test
    void shouldBelieveALeaseThatMovedBeforeOurEyesWhateverTheClocksSay() {
        var wanted = new NodeJudgement.Expected(NAME, Optional.empty(), Optional.empty());
        var old = Samples.lease("n1", NOW.minusSeconds(4000));

        assertThat(NodeJudgement.judge(node(), old, true, wanted, NOW)).isEmpty();
        assertThat(NodeJudgement.judge(node(), old, false, wanted, NOW)).hasSize(1);
    }
}
