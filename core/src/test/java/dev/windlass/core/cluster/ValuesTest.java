package dev.windlass.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "demo", "prod-eu-1", "9", "a23456789012345678901234567890123456789x"})
    void shouldTakeClusterNames(String text) {
        assertThat(new ClusterName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "-a",
                "a-",
                "a b",
                "a;reboot",
                "a\nb",
                "$(id)",
                "../x",
                "a.b",
                "ä",
                "a234567890123456789012345678901234567890x"
            })
    void shouldRefuseOtherClusterNames(String text) {
        assertThatThrownBy(() -> new ClusterName(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("cluster name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s-m1", "ip-10-0-0-1.eu.compute.internal", "n"})
    void shouldTakeNodeNames(String text) {
        assertThat(new NodeName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Node", "a_b", "a'b", "a`b", "-n", "n.", "a b", "n\u0000"})
    void shouldRefuseOtherNodeNames(String text) {
        assertThatThrownBy(() -> new NodeName(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({"v1.20.2,v1.20.2", "1.20.2,v1.20.2", "v1.0.0,v1.0.0", "1.100.12,v1.100.12"})
    void shouldReadVersions(String text, String version) {
        assertThat(KubernetesVersion.parse(text)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "1.20",
                "v1.20.x",
                "v01.2.3",
                "1.02.3",
                "v1.20.2-rc.1",
                "v1.20.2+k3s1",
                "v1.27.3-eks-a5565ad",
                "1.20.2;id",
                "99999.1.1",
                " 1.20.2",
                "vv1.2.3"
            })
    void shouldRefuseOtherVersions(String text) {
        assertThatThrownBy(() -> KubernetesVersion.parse(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void shouldOrderVersionsByNumbers() {
        var versions = List.of("v1.9.9", "v1.10.0", "v1.10.2", "v1.10.10", "v2.0.0");
        assertThat(versions.reversed().stream()
                        .map(KubernetesVersion::parse)
                        .sorted()
                        .map(Object::toString))
                .containsExactlyElementsOf(versions);
    }

    @ParameterizedTest
    @CsvSource({"1.16.0-0,v1.16.0", "1.20.2-1.1,v1.20.2", "1.30.5-150500.1.1,v1.30.5", "0:1.19.9-00,v1.19.9"})
    void shouldFindTheVersionInAPackageRevision(String revision, String version) {
        assertThat(KubernetesVersion.of(new PackageRevision(revision))).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.2.3 -y", "1.2.3;id", "1.2.3'", "-1.2", "1.2.3\n"})
    void shouldRefuseOtherPackageRevisions(String text) {
        assertThatThrownBy(() -> new PackageRevision(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void shouldCountNodesAsPeopleDo() {
        var topology = new Topology(
                KubernetesVersion.parse("v1.20.2"),
                List.of("w10", "w9", "w1", "w01", "cp2", "cp1").stream()
                        .map(ValuesTest::worker)
                        .toList());
        assertThat(topology.nodes().stream().map(node -> node.name().text()))
                .containsExactly("cp1", "cp2", "w01", "w1", "w9", "w10");
    }

    @Test
    void shouldShowARefusedTextWithoutItsControlCharacters() {
        assertThatThrownBy(() -> new ClusterName("a\u001b[31mred\n"))
                .hasMessageContaining("a?[31mred?")
                .hasMessageNotContaining("\u001b");
    }

    private static ObservedNode worker(String name) {
        var version = KubernetesVersion.parse("v1.20.2");
        return new ObservedNode(new NodeName(name), Role.WORKER, version, Optional.empty(), true, true, "");
    }
}
