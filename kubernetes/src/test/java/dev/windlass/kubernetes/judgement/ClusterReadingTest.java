package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Role;
import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterReadingTest {
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldReadRolesVersionsAndStates() {
        var worker = new NodeBuilder(Samples.node("w1", "v1.19.9", T))
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();

        var reading = ClusterReading.of(
                List.of(Samples.controlPlane("m1", "v1.19.9", T), worker),
                List.copyOf(Samples.components("m1", "v1.20.2", "3.4.13-0").values()));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.withoutApiServer()).isEmpty();
        var controlPlane = reading.nodes().get(0);
        assertThat(controlPlane.role()).isEqualTo(Role.CONTROL_PLANE);
        assertThat(controlPlane.apiServer()).isEqualTo(Optional.of(KubernetesVersion.parse("v1.20.2")));
        assertThat(controlPlane.ready()).isTrue();
        assertThat(controlPlane.machineId()).isEqualTo("id-m1");
        assertThat(reading.nodes().get(1).schedulable()).isFalse();
        assertThat(reading.nodes().get(1).role()).isEqualTo(Role.WORKER);
    }

    @Test
    void shouldTellWindlassCordonsFromThoseOfOthers() {
        var ours = Samples.cordoned("w1", "demo-1", 50);
        var others = new NodeBuilder(Samples.node("w2", "v1.19.9", T))
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();
        var givenBack = new NodeBuilder(Samples.cordoned("w3", "demo-1", 50))
                .editSpec()
                .withUnschedulable(false)
                .endSpec()
                .build();

        var reading = ClusterReading.of(List.of(ours, others, givenBack), List.of());

        assertThat(reading.nodes())
                .extracting(node -> node.name() + " " + node.schedulable() + " " + node.cordonedByWindlass())
                .containsExactly("w1 false true", "w2 false false", "w3 true false");
    }

    @Test
    void shouldRefuseVendorBuildsAndPreReleasesByName() {
        var reading = ClusterReading.of(
                List.of(
                        Samples.controlPlane("m1", "v1.19.9+k3s1", T),
                        Samples.node("w1", "v1.20.0-rc.1", T),
                        Samples.node("w2", "v1.19.9", T)),
                List.of());

        assertThat(reading.problems()).hasSize(2);
        assertThat(reading.problems().get(0)).startsWith("node m1: 'v1.19.9+k3s1'");
        assertThat(reading.problems().get(1)).startsWith("node w1: 'v1.20.0-rc.1'");
    }

    @Test
    void shouldSayWhenThereIsNoControlPlane() {
        assertThat(ClusterReading.of(List.of(Samples.node("w1", "v1.19.9", T)), List.of())
                        .problems())
                .singleElement()
                .asString()
                .contains("node-role.kubernetes.io/control-plane");
    }

    @Test
    void shouldNotMistakeOneNodesPodsForAnothers() {
        var pods = List.of(
                Samples.mirrorPod("kube-apiserver", "m1", "v1.20.2"),
                Samples.mirrorPod("kube-apiserver", "m11", "v1.19.9"),
                Samples.mirrorPod("kube-apiserver", "a-m1", "v1.19.9"));

        assertThat(ClusterReading.componentsOf(new NodeName("m1"), pods))
                .containsOnlyKeys("kube-apiserver")
                .containsValue(pods.get(0));
    }

    @Test
    void shouldReadKubeadmConfig() {
        assertThat(KubeadmConfig.read(Samples.kubeadmConfig("v1.20.2")))
                .contains(new KubeadmConfig(KubernetesVersion.parse("v1.20.2"), false));
        assertThat(KubeadmConfig.read(new ConfigMapBuilder()
                        .addToData(
                                "ClusterConfiguration",
                                "kubernetesVersion: 1.20.2\netcd: {external: {endpoints: [https://10.0.0.1:2379]}}")
                        .build()))
                .contains(new KubeadmConfig(KubernetesVersion.parse("v1.20.2"), true));
        assertThat(KubeadmConfig.read(new ConfigMapBuilder().build())).isEmpty();
        assertThat(KubeadmConfig.read(new ConfigMapBuilder()
                        .addToData("ClusterConfiguration", "{not: [yaml")
                        .build()))
                .isEmpty();
    }
}
