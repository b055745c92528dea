package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.fuzzing.Cost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a command on a node prints, it is an answer, a refusal or no answer; reading it throws nothing. */
@Timeout(300)
class NodeAnswersFuzzTest {
    private static final NodeName NODE = new NodeName("k8s-n1");
    private static final AnswerReading READING = new AnswerReading(new NodeEndpoint(
            new ClusterName("demo"),
            NODE,
            "127.0.0.1",
            22,
            new SshAccess("ops", Path.of("key"), Path.of("known_hosts"), Optional.empty())));

    static List<byte[]> answers() {
        return Stream.of(
                        "Welcome!\nwindlass-node/1 done rc=0 offset=3 size=5\nabc",
                        "windlass-node/1 running begun=no offset=5 size=3\n",
                        "windlass-node/1 failed rc=4294967296 reason=cannot-write\n",
                        "windlass-node/1 failed rc=-1\n",
                        "windlass-node/1 lost reason=reboot\n",
                        "windlass-node/1 fenced highest=999999999999999999\n",
                        "windlass-node/1 done rc=0\nrestarted-at=17\nx=a=b\nnoise\n",
                        "windlass-node/1 probe state=half reason=manifest-missing\n",
                        "windlass-node/1 refused reason=busy\nthe lock is taken",
                        "windlass-node/1 perhaps rc=0\n",
                        "windlass-node/1 \n",
                        "windlass-node/1 " + " a=b".repeat(3_000) + "\n",
                        "windlass-node/2 done rc=0\n",
                        """
                        windlass-node/1 facts
                        machine-id=m
                        boot-id=b
                        os-id=debian
                        os-version=12
                        package-manager=apt
                        role=control-plane
                        kubelet=1.20.2-1.1
                        kubeadm=not a revision
                        disk-free-kib.root=1000
                        disk-free-kib.var=many
                        held=kubelet  kubeadm
                        repository=/etc/apt/sources.list.d/kubernetes.list
                        repository-minor=1.20
                        clock=1700000000.123456789
                        available 1.20 1.20.2-1.1
                        available x 1.20.2-1.1
                        unavailable 1.21 it is gone
                        """)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @MethodSource("answers")
    @FuzzTest
    void shouldBeReadAndThrowNothing(byte @NotNull [] output) throws Exception {
        Cost.of(output.length, 1 << 20, 200)
                .bound(() -> RawAnswer.in(output).ifPresent(NodeAnswersFuzzTest::readAsAnything));
    }

    /** The name of an answer decides how it is read, so each way is tried on each. */
    private static void readAsAnything(RawAnswer raw) {
        if (READING.run(raw) instanceof NodeReply.Answered<NodeAnswer.OfRun>(NodeAnswer.Failed failed)) {
            assertThat(failed.status()).isNotNegative();
        }
        READING.facts(raw);
        READING.probe(raw);
        READING.inspection(raw);
        READING.other(raw);
        var inspection = NodeInspection.read(raw.payloadText());
        assertThat(inspection.facts(NODE).name()).isEqualTo(NODE);
        assertThat(inspection.held()).doesNotContain("");
    }
}
