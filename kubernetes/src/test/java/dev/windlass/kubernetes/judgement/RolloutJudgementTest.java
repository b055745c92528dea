package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Workload;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutJudgementTest {
    private static DaemonSet kubeProxy(String tag, long observed, int updated, int available) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("kube-proxy")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("kube-proxy")
                .withImage("k8s.gcr.io/kube-proxy:" + tag)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withDesiredNumberScheduled(5)
                .withUpdatedNumberScheduled(updated)
                .withNumberAvailable(available)
                .endStatus()
                .build();
    }

    private static Deployment deployment(long observed, int updated, int available, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("coredns")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .withReplicas(replicas)
                .endStatus()
                .build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v1.20.2 | 3 | 5 | 5 | ''
            v1.19.9 | 3 | 5 | 5 | image of DaemonSet kube-system/kube-proxy is k8s.gcr.io/kube-proxy:v1.19.9, expected kube-proxy:v1.20.2
            v1.20.2 | 2 | 5 | 5 | DaemonSet kube-system/kube-proxy is not yet seen by its controller, expected rolled out
            v1.20.2 | 3 | 4 | 5 | DaemonSet kube-system/kube-proxy is updated on 4 nodes, expected updated on 5
            v1.20.2 | 3 | 5 | 4 | DaemonSet kube-system/kube-proxy is available on 4 nodes, expected available on 5
            """)
    void shouldJudgeKubeProxy(String tag, long observed, int updated, int available, String expected) {
        var shortfalls = RolloutJudgement.kubeProxy(
                kubeProxy(tag, observed, updated, available), KubernetesVersion.parse("v1.20.2"));

        assertThat(Shortfall.words(shortfalls)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | 2 | 2 | 2 | ''
            2 | 2 | 2 | 2 | Deployment kube-system/coredns is not yet seen by its controller, expected rolled out
            3 | 1 | 2 | 3 | Deployment kube-system/coredns is 1 updated, 2 available, 3 in all, expected 2 of each
            3 | 2 | 1 | 2 | Deployment kube-system/coredns is 2 updated, 1 available, 2 in all, expected 2 of each
            """)
    void shouldJudgeADeployment(long observed, int updated, int available, int replicas, String expected) {
        assertThat(Shortfall.words(RolloutJudgement.deployment(deployment(observed, updated, available, replicas))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // before, wanted now, available now, expected words
        "2, 2, 2, ''",
        "2, 2, 1, 'deployment/default/web is 1 available, expected 2 available'",
        "1, 2, 1, ''", // it was one short before, too
        "2, 1, 1, ''", // it was scaled down meanwhile
        "0, 2, 0, ''"
    })
    void shouldWantWhatWasThereBefore(int before, int wanted, int available, String expected) {
        var workload = new Workload("default", "Deployment", "web", before);

        assertThat(RolloutJudgement.available(workload, new Scale(wanted, available, true))
                        .map(Shortfall::words)
                        .orElse(""))
                .isEqualTo(expected);
    }

    @Test
    void shouldNotMissWhatWasDeleted() {
        assertThat(RolloutJudgement.available(new Workload("default", "Deployment", "web", 2), null))
                .isEmpty();
    }

    @Test
    void shouldNotCountNumbersOfAnOlderGeneration() {
        var workload = new Workload("default", "Deployment", "web", 2);

        assertThat(RolloutJudgement.available(workload, new Scale(2, 2, false))).isPresent();
    }
}
