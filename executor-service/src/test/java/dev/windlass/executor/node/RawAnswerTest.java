package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.report.FailureKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawAnswerTest {
    private final AnswerReading reading = new AnswerReading(new NodeEndpoint(
            new ClusterName("demo"),
            new NodeName("k8s-n1"),
            "127.0.0.1",
            22,
            new SshAccess("ops", Path.of("key"), Path.of("known_hosts"), Optional.empty())));

    @Test
    void shouldPassOverWhatALoginPrints() {
        var raw = RawAnswer.in(bytes("Welcome!\nLast login: today\nwindlass-node/1 done rc=0 offset=3 size=5\nabc"));

        assertThat(raw).hasValueSatisfying(answer -> {
            assertThat(answer.name()).isEqualTo("done");
            assertThat(answer.payloadText()).isEqualTo("abc");
            assertThat(reading.run(answer))
                    .isEqualTo(
                            new NodeReply.Answered<>(new NodeAnswer.Done(new NodeAnswer.Part(answer.payload(), 3, 5))));
        });
    }

    @Test
    void shouldFindNoAnswerWhereThereIsNone() {
        assertThat(RawAnswer.in(bytes(""))).isEmpty();
        assertThat(RawAnswer.in(bytes("This account is currently not available.\n")))
                .isEmpty();
        assertThat(RawAnswer.in(bytes("windlass-node/2 done rc=0\n"))).isEmpty();
    }

    @Test
    void shouldReadEveryAnswerAboutARun() {
        assertThat(run("running begun=no")).isEqualTo(new NodeAnswer.Running(false, NodeAnswer.Part.NONE));
        assertThat(run("running")).isEqualTo(new NodeAnswer.Running(true, NodeAnswer.Part.NONE));
        assertThat(run("failed rc=73 reason=cannot-write"))
                .isEqualTo(new NodeAnswer.Failed(73, "cannot-write", NodeAnswer.Part.NONE));
        assertThat(run("failed rc=4294967296"))
                .isEqualTo(new NodeAnswer.Failed(Integer.MAX_VALUE, "", NodeAnswer.Part.NONE));
        assertThat(run("lost reason=reboot"))
                .isEqualTo(new NodeAnswer.Lost(NodeAnswer.Loss.REBOOT, NodeAnswer.Part.NONE));
        assertThat(run("fenced highest=17")).isEqualTo(new NodeAnswer.Fenced(17));
    }

    @Test
    void shouldReadFactsAndProbes() {
        var facts = RawAnswer.in(bytes("windlass-node/1 done rc=0\nrestarted-at=17\nx=a=b\nnoise\n"))
                .orElseThrow();
        assertThat(reading.facts(facts))
                .isInstanceOfSatisfying(
                        NodeReply.Answered.class,
                        answered -> assertThat(((NodeAnswer.RunFacts) answered.answer()).facts())
                                .isEqualTo(Map.of("restarted-at", "17", "x", "a=b")));
        var probe = RawAnswer.in(bytes("windlass-node/1 probe state=half reason=manifest-missing\n"))
                .orElseThrow();
        assertThat(reading.probe(probe))
                .isEqualTo(
                        new NodeReply.Answered<>(new NodeAnswer.Probed(NodeAnswer.Progress.HALF, "manifest-missing")));
    }

    @Test
    void shouldNotGuessWhatItDoesNotKnow() {
        assertThat(reply("refused reason=bad-argument\nTOKEN must look like that"))
                .isInstanceOfSatisfying(
                        NodeReply.Refused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FailureKind.OTHER));
        assertThat(reply("refused reason=busy\nthe lock is taken")).isInstanceOf(NodeReply.Unreachable.class);
        assertThat(reply("perhaps rc=0")).isInstanceOf(NodeReply.Refused.class);
    }

    @Test
    void shouldReadAnInspectionWithLinesThatItCannotRead() {
        var inspection = NodeInspection.read("""
                machine-id=m
                kubelet=
                kubeadm=not a revision
                disk-free-kib.root=many
                held= kubeadm  kubelet
                available 1.20 1.20.2-1.1
                available x 1.20.2-1.1
                unavailable 1.21 it is gone
                """);

        assertThat(inspection.machineId()).isEqualTo("m");
        assertThat(inspection.installed()).isEmpty();
        assertThat(inspection.freeKib()).isEmpty();
        assertThat(inspection.held()).containsExactly("kubeadm", "kubelet");
        assertThat(inspection.available()).hasSize(1);
        assertThat(inspection.unavailable()).containsValue("it is gone");
    }

    @Test
    void shouldQuoteForTheShell() {
        assertThat(ShellLine.of(List.of("sudo", "-n", "a b", "it's", "$(x)", "1.2~3", "core:/v1.20")))
                .isEqualTo("sudo -n 'a b' 'it'\\''s' '$(x)' '1.2~3' core:/v1.20");
    }

    private NodeReply<NodeAnswer.OfRun> reply(String answer) {
        return reading.run(
                RawAnswer.in(bytes("windlass-node/1 " + answer + "\n")).orElseThrow());
    }

    private NodeAnswer.OfRun run(String answer) {
        return ((NodeReply.Answered<NodeAnswer.OfRun>) reply(answer)).answer();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
