package dev.windlass.core.plan;

import static dev.windlass.core.plan.Clusters.cluster;
import static dev.windlass.core.plan.Clusters.offered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanMakingTest {
    private static final ClusterName DEMO = new ClusterName("demo");

    @Test
    void shouldRaiseEveryApiServerBeforeAnyKubelet() {
        var topology = cluster("v1.15.4", 3, 2);
        var plan = made(topology, offered(topology, "1.16.0"), "v1.16.0");
        assertThat(visits(plan))
                .containsExactly(
                        "check -",
                        "first control plane m1",
                        "other control planes m2",
                        "other control planes m3",
                        "api servers -",
                        "control plane kubelets m1",
                        "control plane kubelets m2",
                        "control plane kubelets m3",
                        "workers n1",
                        "workers n2",
                        "close -");
    }

    @Test
    void shouldDrainBeforeTheKubeletPackageAndUncordonOnlyAfterTheGate() {
        var topology = cluster("v1.15.4", 1, 1);
        var plan = made(topology, offered(topology, "1.16.0"), "v1.16.0");
        assertThat(plan.steps().stream()
                        .filter(step -> step.phase().equals("workers"))
                        .map(step -> step.action().words()))
                .containsExactly(
                        "save configuration",
                        "switch repository",
                        "download packages",
                        "cordon",
                        "drain",
                        "install kubeadm",
                        "kubeadm upgrade node",
                        "install kubelet",
                        "restart kubelet",
                        "validate node",
                        "uncordon",
                        "validate workloads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // control plane | workers | target | offered                                  | hops              |
                // hops of the workers
                "v1.19.9  | v1.19.9 | v1.20.2 | 1.20.0 1.20.2 1.20.15              | v1.20.2                 | 1",
                "v1.19.9  | v1.19.9 | v1.21.1 | 1.20.0 1.20.2 1.21.1               | v1.20.2 v1.21.1         | 1 2",
                "v1.20.2  | v1.20.2 | v1.20.7 | 1.20.7                             | v1.20.7                 | 1",
                "v1.28.3  | v1.28.3 | v1.31.5 | 1.29.9 1.30.2 1.31.5               | v1.29.9 v1.30.2 v1.31.5 | 3",
                "v1.27.3  | v1.27.3 | v1.30.5 | 1.28.15 1.29.9 1.30.5              | v1.28.15 v1.29.9 v1.30.5 | 3",
                "v1.26.3  | v1.26.3 | v1.28.5 | 1.27.16 1.28.5                     | v1.27.16 v1.28.5        | 1 2",
                "v1.33.1  | v1.31.0 | v1.35.0 | 1.34.3 1.35.0                      | v1.34.3 v1.35.0         | 1 2",
                "v1.20.2  | v1.19.9 | v1.20.2 | 1.20.2                             | v1.20.2                 | 1",
                "v1.20.2  | v1.19.9 | v1.21.1 | 1.20.2 1.21.1                      | v1.20.2 v1.21.1         | 1 2",
                "v1.28.3  | v1.27.2 | v1.29.9 | 1.28.3 1.29.9                      | v1.29.9                 | 1",
                "v1.27.3  | v1.26.2 | v1.29.9 | 1.27.3 1.28.9 1.29.9               | v1.27.3 v1.28.9 v1.29.9 | 1 3",
                "v1.27.3  | v1.25.2 | v1.27.9 | 1.27.3 1.27.9                      | v1.27.3 v1.27.9         | 1 2",
                "v1.27.3  | v1.26.2 | v1.27.9 | 1.27.3 1.27.9                      | v1.27.9                 | 1",
            })
    void shouldFindThePath(
            String controlPlane, String workers, String target, String offers, String hops, String workerHops) {
        var topology = cluster(controlPlane, workers, 1, 2);
        var plan = made(topology, offered(topology, offers.split(" ")), target);
        assertThat(plan.hops().stream().map(hop -> hop.to().toString())).containsExactly(hops.split(" "));
        assertThat(plan.hops().stream()
                        .filter(hop -> hop.revisions().containsKey(new NodeName("n1")))
                        .map(hop -> "" + hop.number()))
                .containsExactly(workerHops.split(" "));
    }

    @Test
    void shouldLeaveTheControlPlaneAloneWhenOnlyKubeletsAreOlder() {
        var topology = cluster("v1.20.2", "v1.19.9", 1, 1);
        assertThat(visits(made(topology, offered(topology, "1.20.2"), "v1.20.2")))
                .containsExactly("check -", "api servers -", "workers n1", "close -");
    }

    @Test
    void shouldLetOldKubeletsCatchUpBeforeTheControlPlaneRises() {
        var topology = cluster("v1.20.2", "v1.19.9", 1, 1);
        assertThat(visits(made(topology, offered(topology, "1.20.2", "1.21.1"), "v1.21.1")))
                .startsWith("check -", "api servers -", "workers n1", "close -", "first control plane m1");
    }

    @Test
    void shouldRefuseWhenOldKubeletsCanNotCatchUp() {
        var topology = cluster("v1.20.2", "v1.19.9", 1, 1);
        assertThat(refused(topology, offered(topology, "1.21.1"), "v1.21.1"))
                .singleElement()
                .asString()
                .contains("the kubelets of [n1] are too old for a control plane of 1.21 and must be at v1.20.2 first");
    }

    @Test
    void shouldHaveNothingToDoWhenEverythingIsThere() {
        var topology = cluster("v1.20.2", 3, 2);
        assertThat(made(topology, offered(topology, "1.20.2"), "v1.20.2").isEmpty())
                .isTrue();
    }

    @Test
    void shouldTakeTheRevisionThatThePackageManagerSortsHighest() {
        var topology = cluster("v1.19.9", 1, 0);
        var facts = new TreeMap<>(offered(topology, "1.20.2"));
        var version = KubernetesVersion.parse("v1.20.2");
        var two = List.of(
                new dev.windlass.core.cluster.PackageRevision("1.20.2-1.1"),
                new dev.windlass.core.cluster.PackageRevision("1.20.2-2.1"));
        facts.put(
                new NodeName("m1"),
                new NodeFacts(new NodeName("m1"), "id-m1", "", "apt", Optional.empty(), Map.of(version.series(), two)));
        var plan = made(topology, facts, "v1.20.2");
        assertThat(plan.hop(1).revisions().values()).hasToString("[1.20.2-2.1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.19.9 | v1.18.0 | 1.18.0        | kubeadm has no downgrade",
                "v1.19.9 | v1.19.8 | 1.19.8        | kubeadm has no downgrade",
                "v1.19.9 | v1.20.3 | 1.20.2        | v1.20.3 is not offered by the package repository of [m1, n1]; offered now: [v1.20.2]",
                "v1.19.9 | v1.21.1 | 1.21.1        | no version of 1.20 is offered to every node",
                "v1.19.9 | v1.20.2 | 1.21.1        | offered now: nothing of 1.20",
                "v1.19.9 | v1.39.0 | 1.39.0        | further than one request goes",
            })
    void shouldRefuseWithTheRule(String from, String target, String offers, String words) {
        var topology = cluster(from, 1, 1);
        assertThat(refused(topology, offered(topology, offers.split(" ")), target))
                .anyMatch(reason -> reason.contains(words));
    }

    @Test
    void shouldPassOverWhatAMirrorOffersBesideReleases() {
        var topology = cluster("v1.19.9", 1, 0);
        var mirrored = Stream.of("1.20.2-1.1", "1.20.3~rc.0-1.1")
                .map(PackageRevision::new)
                .toList();
        var series = KubernetesVersion.parse("v1.20.2").series();
        var facts = Map.of(
                new NodeName("m1"),
                new NodeFacts(new NodeName("m1"), "id-m1", "", "apt", Optional.empty(), Map.of(series, mirrored)));
        assertThat(made(topology, facts, "v1.20.2").hop(1).revisions().values()).hasToString("[1.20.2-1.1]");
        assertThat(refused(topology, facts, "v1.20.4"))
                .singleElement()
                .asString()
                .endsWith("offered now: [v1.20.2]");
    }

    @Test
    void shouldNameEverythingThatForbidsAPlan() {
        var topology = new Topology(
                KubernetesVersion.parse("v1.19.9"),
                List.of(
                        Clusters.controlPlane("m1", "v1.19.9"),
                        notReady(Clusters.worker("n1", "v1.19.9")),
                        notReady(Clusters.worker("n2", "v1.21.1"))));
        assertThat(refused(topology, offered(topology, "1.20.2"), "v1.20.2"))
                .hasSize(3)
                .anyMatch(reason -> reason.contains("n1 is not Ready"))
                .anyMatch(reason -> reason.contains("n2 is not Ready"))
                .anyMatch(reason -> reason.contains("n2 is at v1.21.1, above v1.20.2"));
    }

    @Test
    void shouldRefuseAnAddressThatLeadsToAnotherMachine() {
        var topology = cluster("v1.19.9", 1, 1);
        var facts = new TreeMap<>(offered(topology, "1.20.2"));
        var other = Clusters.facts(new NodeName("m1"), "1.20.2");
        facts.put(
                new NodeName("n1"),
                new NodeFacts(new NodeName("n1"), other.machineId(), "", "apt", Optional.empty(), other.available()));
        assertThat(refused(topology, facts, "v1.20.2"))
                .singleElement()
                .asString()
                .contains("SSH for n1 leads to a host with machine-id id-m1", "correct the address of n1");
    }

    @Test
    void shouldOnlyFinishAnUpgradeThatAnotherToolLeftHalfDone() {
        var topology = new Topology(
                KubernetesVersion.parse("v1.20.2"),
                List.of(Clusters.controlPlane("m1", "v1.20.2"), Clusters.controlPlane("m2", "v1.19.9")));
        assertThat(refused(topology, offered(topology, "1.20.2", "1.21.1"), "v1.21.1"))
                .anyMatch(reason -> reason.contains("finish it first, with v1.20.2 as the target"));
        assertThat(made(topology, offered(topology, "1.20.2"), "v1.20.2").hops())
                .hasSize(1);
    }

    /** kubeadm was killed when the API server's manifest was new and another component's was not. */
    @Test
    void shouldFinishAControlPlaneOfWhichOneComponentIsOld() {
        var old = Optional.of(KubernetesVersion.parse("v1.19.9"));
        var half = Clusters.controlPlane("m2", "v1.20.2");
        var topology = new Topology(
                KubernetesVersion.parse("v1.20.2"),
                List.of(
                        Clusters.controlPlane("m1", "v1.20.2"),
                        new ObservedNode(
                                half.name(),
                                half.role(),
                                half.kubelet(),
                                half.apiServer(),
                                true,
                                true,
                                half.machineId(),
                                false,
                                old)));
        assertThat(visits(made(topology, offered(topology, "1.20.2"), "v1.20.2")))
                .contains("first control plane m1", "other control planes m2");
        assertThat(refused(topology, offered(topology, "1.20.2", "1.21.1"), "v1.21.1"))
                .anyMatch(reason -> reason.contains("finish it first, with v1.20.2 as the target"));
    }

    /** It ended after kubeadm-config, and before the add-ons. */
    @Test
    void shouldBringAddOnsThatAreStillOld() {
        var all = cluster("v1.20.2", 1, 1);
        var topology = new Topology(all.configured(), all.nodes(), Optional.of(KubernetesVersion.parse("v1.19.9")));
        assertThat(visits(made(topology, offered(topology, "1.20.2"), "v1.20.2")))
                .contains("first control plane m1");
        // To a higher version they are brought anyway.
        assertThat(made(topology, offered(topology, "1.20.2", "1.21.1"), "v1.21.1")
                        .hops())
                .hasSize(1);
    }

    @Test
    void shouldGiveOnePlanOneDigest() {
        var topology = cluster("v1.15.4", 3, 2);
        var plan = made(topology, offered(topology, "1.16.0"), "v1.16.0");
        var other = made(topology, offered(topology, "1.16.0", "1.16.15"), "v1.16.15");
        assertThat(plan.digest())
                .isEqualTo(
                        made(topology, offered(topology, "1.16.0"), "v1.16.0").digest());
        assertThat(plan.digest()).isNotEqualTo(other.digest());
    }

    private static ObservedNode notReady(ObservedNode node) {
        return new ObservedNode(
                node.name(),
                node.role(),
                node.kubelet(),
                node.apiServer(),
                false,
                node.schedulable(),
                node.machineId());
    }

    private static List<String> visits(Plan plan) {
        return plan.steps().stream()
                .map(step ->
                        step.phase() + " " + step.node().map(Object::toString).orElse("-"))
                .distinct()
                .toList();
    }

    private static Plan made(Topology topology, Map<NodeName, NodeFacts> facts, String target) {
        var result = PlanMaking.make(DEMO, topology, facts, KubernetesVersion.parse(target));
        assertThat(result).isInstanceOf(PlanMaking.Made.class);
        return Stream.of(result)
                .map(PlanMaking.Made.class::cast)
                .findFirst()
                .orElseThrow()
                .plan();
    }

    private static List<String> refused(Topology topology, Map<NodeName, NodeFacts> facts, String target) {
        var result = PlanMaking.make(DEMO, topology, facts, KubernetesVersion.parse(target));
        assertThat(result).isInstanceOf(PlanMaking.Refused.class);
        return ((PlanMaking.Refused) result).reasons();
    }
}
