package dev.windlass.kubernetes.judgement;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.request.Policy;
import dev.windlass.kubernetes.Samples;
import dev.windlass.kubernetes.judgement.DrainFilter.Decision;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DrainFilterTest {
    private static final Policy STRICT = Policy.DEFAULT;
    private static final Policy LOSSY = new Policy(ofMinutes(1), ofMinutes(0), true, true);

    private static Pod withEmptyDir(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewVolume()
                .withName("scratch")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    private static Pod unmanaged() {
        return new PodBuilder(Samples.pod("alone", "n1"))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
    }

    private static Pod inPhase(Pod pod, String phase) {
        return new PodBuilder(pod).editStatus().withPhase(phase).endStatus().build();
    }

    private static Pod ending(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T10:00:00Z")
                .endMetadata()
                .build();
    }

    static Stream<Arguments> cases() {
        var daemon = Samples.daemonPod("agent-1", "n1", "agent");
        var lostDaemon = Samples.daemonPod("agent-2", "n1", "gone");
        var evict = new Decision.Evict();
        var stay = new Decision.Stay();
        var await = new Decision.Await();
        return Stream.of(
                Arguments.of("managed", Samples.pod("web", "n1"), STRICT, evict),
                Arguments.of("DaemonSet", daemon, STRICT, stay),
                Arguments.of("DaemonSet with emptyDir", withEmptyDir(daemon), STRICT, stay),
                Arguments.of(
                        "DaemonSet that is gone",
                        lostDaemon,
                        STRICT,
                        new Decision.Refuse("its DaemonSet default/gone is gone, so nothing would create it again")),
                Arguments.of("DaemonSet that is gone, allowed", lostDaemon, LOSSY, evict),
                Arguments.of("mirror", Samples.mirrorPod("etcd", "n1", "3.4.13-0"), STRICT, stay),
                Arguments.of(
                        "emptyDir",
                        withEmptyDir(Samples.pod("cache", "n1")),
                        STRICT,
                        new Decision.Refuse("its emptyDir volume 'scratch' would be lost")),
                Arguments.of("emptyDir, allowed", withEmptyDir(Samples.pod("cache", "n1")), LOSSY, evict),
                Arguments.of(
                        "unmanaged", unmanaged(), STRICT, new Decision.Refuse("no controller would create it again")),
                Arguments.of("unmanaged, allowed", unmanaged(), LOSSY, evict),
                Arguments.of("unmanaged but done", inPhase(unmanaged(), "Succeeded"), STRICT, evict),
                Arguments.of("emptyDir but failed", inPhase(withEmptyDir(unmanaged()), "Failed"), STRICT, evict),
                Arguments.of("ending", ending(Samples.pod("web", "n1")), STRICT, await),
                Arguments.of("unmanaged but ending", ending(unmanaged()), STRICT, await),
                Arguments.of("DaemonSet, ending", ending(daemon), STRICT, stay));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldDecide(String name, Pod pod, Policy policy, Decision expected) {
        assertThat(DrainFilter.decide(pod, policy, Set.of("default/agent"))).isEqualTo(expected);
    }

    @Test
    void shouldNameTheDaemonSetsToLookFor() {
        var pods = List.of(Samples.pod("web", "n1"), Samples.daemonPod("agent-1", "n1", "agent"));

        assertThat(DrainFilter.daemonSetsOf(pods)).containsExactly("default/agent");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Exists, '', true",
        "'', Exists, NoSchedule, true",
        "'', Exists, NoExecute, false",
        "node.kubernetes.io/unschedulable, Exists, NoSchedule, true",
        "node.kubernetes.io/unschedulable, Equal, '', true",
        "node.kubernetes.io/not-ready, Exists, '', false",
    })
    void shouldKnowWhatMayComeToACordonedNode(String key, String operator, String effect, boolean tolerates) {
        var pod = new PodBuilder(Samples.pod("operator", "n1"))
                .editSpec()
                .addNewToleration()
                .withKey(key.isEmpty() ? null : key)
                .withOperator(operator)
                .withEffect(effect.isEmpty() ? null : effect)
                .endToleration()
                .endSpec()
                .build();
        assertThat(DrainFilter.toleratesCordon(pod)).isEqualTo(tolerates);
        assertThat(DrainFilter.toleratesCordon(Samples.pod("web", "n1"))).isFalse();
    }
}
