package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.fuzzing.Cost;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text where people and other programs may write into a cluster. */
@Timeout(30)
class ClusterTextFuzzTest {
    private static final UpgradeId UPGRADE = new UpgradeId("demo-1700");

    static List<String> configurations() {
        return List.of(
                "apiVersion: kubeadm.k8s.io/v1beta2\nkubernetesVersion: v1.20.2\netcd:\n  local: {dataDir: /var/lib/etcd}\n",
                "kubernetesVersion: v1.19.9\netcd: {external: {endpoints: [a]}}",
                "{\"kubernetesVersion\": \"1.20.2\"}",
                "kubernetesVersion: 1.20",
                "a: &a [1,1]\nb: &b [*a,*a]\nkubernetesVersion: *b",
                "&a [*a]",
                "--- !!int x",
                "[".repeat(5_000),
                "{a: ".repeat(5_000),
                "- ".repeat(5_000));
    }

    @MethodSource("configurations")
    @FuzzTest
    void shouldReadKubeadmsConfigurationOrRefuse(@NotNull String yaml) throws Exception {
        var map = new ConfigMapBuilder().addToData("ClusterConfiguration", yaml).build();
        Cost.of(yaml.length(), 8 << 20, 2_000).bound(() -> {
            try {
                KubeadmConfig.read(map)
                        .ifPresent(config ->
                                assertThat(config.version().toString()).startsWith("v"));
            } catch (InvalidValue expected) {
                assertThat(expected.getMessage()).contains("Kubernetes version");
            }
        });
    }

    static List<Arguments> images() {
        return List.of(
                Arguments.of("registry:5000/kube-apiserver:v1.20.2", "k8s.gcr.io/kube-apiserver:v1.20.10"),
                Arguments.of("k8s.gcr.io/etcd:3.4.13-0", "k8s.gcr.io/etcd:3.4.9-1"),
                Arguments.of("a:v1.20.2@sha256:4f0a", "sha256:4f0a"),
                Arguments.of("a:3.5", "a:3.5.0"),
                Arguments.of("a:-", "a:."),
                Arguments.of("a:v", "a:"),
                Arguments.of("a:1..2", "a:1.2"));
    }

    @MethodSource("images")
    @FuzzTest
    void shouldCompareTagsWithoutContradiction(@NotNull String left, @NotNull String right) throws Exception {
        Cost.of(left.length() + right.length(), 1 << 18, 500).bound(() -> {
            var a = ImageTag.of(left);
            var b = ImageTag.of(right);
            if (a.isEmpty() || b.isEmpty()) {
                return;
            }
            assertThat(a.get().sameOrNewerThan(a.get())).isTrue();
            var versions = a.get().version().isPresent() && b.get().version().isPresent();
            var newer = a.get().sameOrNewerThan(b.get());
            if (versions) {
                assertThat(newer)
                        .isEqualTo(a.get()
                                        .version()
                                        .get()
                                        .compareTo(b.get().version().get())
                                >= 0);
            }
        });
    }

    static List<String> annotations() {
        return List.of(
                "demo-1700 Deployment/default/web=3 StatefulSet/db/pg=1",
                "demo-1700 Deployment/default/web=999999999 nonsense Deployment//=",
                "demo-1700",
                "",
                "another Deployment/default/web=3",
                "17",
                "999999999999999999");
    }

    @MethodSource("annotations")
    @FuzzTest
    void shouldReadWhatIsWrittenOnNodes(@NotNull String text) throws Exception {
        var node = new NodeBuilder()
                .withNewMetadata()
                .withName("w1")
                .addToAnnotations(NodeMark.TAKEN, text)
                .addToAnnotations(NodeMark.TOKEN, text)
                .addToAnnotations(NodeMark.CORDONED_BY, text)
                .endMetadata()
                .build();
        Cost.of(text.length(), 1 << 20, 1_000).bound(() -> {
            var mark = NodeMark.of(node);
            assertThat(mark.token()).isNotNegative();
            assertThat(mark.notToDrain(UPGRADE, Long.MAX_VALUE)).isPresent();
            mark.taken()
                    .flatMap(taken -> TakenWorkloads.parse(taken, UPGRADE))
                    .ifPresent(taken -> assertThat(TakenWorkloads.parse(taken.text(), UPGRADE))
                            .isEqualTo(Optional.of(taken)));
        });
    }
}
