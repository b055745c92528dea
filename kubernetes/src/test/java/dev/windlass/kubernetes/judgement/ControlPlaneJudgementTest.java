package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlPlaneJudgementTest {
    private static final NodeName NODE = new NodeName("m1");

    private static Map<String, Pod> with(String component, UnaryOperator<Pod> change) {
        var pods = new TreeMap<>(Samples.components("m1", "v1.20.2", "3.4.13-0"));
        pods.computeIfPresent(component, (name, pod) -> change.apply(pod));
        return pods;
    }

    private static Pod running(Pod pod, String image) {
        return new PodBuilder(pod)
                .editStatus()
                .editFirstContainerStatus()
                .withImage(image)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod unready(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .editFirstCondition()
                .withStatus("False")
                .endCondition()
                .editFirstContainerStatus()
                .withNewState()
                .withNewWaiting(null, "CrashLoopBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Map<String, Pod> without(String component) {
        var pods = new TreeMap<>(Samples.components("m1", "v1.20.2", "3.4.13-0"));
        pods.remove(component);
        return pods;
    }

    static Stream<Arguments> cases() {
        var registry = "registry.example:5000/";
        return Stream.of(
                Arguments.of("all well", Samples.components("m1", "v1.20.2", "3.4.13-0"), ""),
                Arguments.of("a newer etcd is left alone", Samples.components("m1", "v1.20.2", "3.5.1-0"), ""),
                Arguments.of(
                        "an older etcd",
                        Samples.components("m1", "v1.20.2", "3.4.9-1"),
                        "image of etcd-m1 is registry.example:5000/etcd:3.4.9-1, expected etcd:3.4.13-0 or newer; running container of etcd-m1 is registry.example:5000/etcd:3.4.9-1, expected etcd:3.4.13-0 or newer"),
                Arguments.of(
                        "the spec changed, the container did not yet",
                        with("kube-scheduler", pod -> running(pod, registry + "kube-scheduler:v1.19.9")),
                        "running container of kube-scheduler-m1 is registry.example:5000/kube-scheduler:v1.19.9, expected kube-scheduler:v1.20.2"),
                Arguments.of(
                        "a runtime that names images by digest",
                        with("kube-scheduler", pod -> running(pod, "sha256:4f0a")),
                        ""),
                Arguments.of(
                        "crashing",
                        with("kube-apiserver", ControlPlaneJudgementTest::unready),
                        "pod kube-system/kube-apiserver-m1 is not Ready (CrashLoopBackOff), expected Ready"),
                Arguments.of(
                        "no mirror pod",
                        without("kube-controller-manager"),
                        "pod kube-system/kube-controller-manager-m1 is absent, expected Ready at v1.20.2"),
                Arguments.of("no etcd", without("etcd"), "pod kube-system/etcd-m1 is absent, expected Ready"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldJudge(String name, Map<String, Pod> pods, String expected) {
        var wanted = new ControlPlaneJudgement.Expected(
                NODE, KubernetesVersion.parse("v1.20.2"), "k8s.gcr.io/etcd:3.4.13-0", false);

        assertThat(Shortfall.words(ControlPlaneJudgement.judge(pods, wanted))).isEqualTo(expected);
    }

    @Test
    void shouldNotMissAnEtcdThatIsExternal() {
        var wanted = new ControlPlaneJudgement.Expected(NODE, KubernetesVersion.parse("v1.20.2"), "", true);

        assertThat(ControlPlaneJudgement.judge(without("etcd"), wanted)).isEmpty();
    }

    @Test
    void shouldCountRestarts() {
        assertThat(ControlPlaneJudgement.restarts(Samples.components("m1", "v1.20.2", "3.4.13-0")))
                .containsEntry("etcd-m1/etcd", 0)
                .hasSize(4);
    }
}
