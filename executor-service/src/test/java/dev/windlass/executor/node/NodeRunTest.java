package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.report.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Following a run over a connection that breaks, in a time that passes only where somebody waits. */
class NodeRunTest {
    private static final Verb UPGRADE = new Verb.UpgradeNode(KubernetesVersion.parse("v1.20.2"));
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Queue<NodeReply<CommandOutput>> replies = new ArrayDeque<>();
    private final Time time = new Time();
    private final StringBuilder output = new StringBuilder();
    private int asked;

    private RunEnd follow() throws InterruptedException {
        var node = new NodeEndpoint(
                new ClusterName("demo"),
                new NodeName("k8s-n1"),
                "10.0.0.4",
                22,
                new SshAccess("ops", Path.of("key"), Path.of("known_hosts"), Optional.empty()));
        var tools = new NodeRun.Tools(time, ContractNode.heldBy(time), output::append, note -> {});
        return NodeRun.follow(
                new NodeProtocol(new Scripted(), time), node, 1, new RunId("demo-1-s007-1"), UPGRADE, PATIENCE, tools);
    }

    private void script(String answer) {
        replies.add(new NodeReply.Answered<>(CommandOutput.of(0, "windlass-node/1 " + answer, "")));
    }

    private void clock() {
        script("clock now=b001.77:1000\n");
    }

    private void refused(FailureKind kind) {
        replies.add(new NodeReply.Refused<>(kind, "so it is", "do this"));
    }

    /** A key file that is being replaced, or a full disk on which the script can't be put again, says nothing of the verb. */
    @ParameterizedTest
    @EnumSource(names = {"CONFIGURATION", "DISK_FULL", "HOST_KEY"})
    void shouldNotCallARunFailedThatCanNotBeReachedAgain(FailureKind kind) throws Exception {
        clock();
        script("running offset=0 size=0\n");
        refused(kind);

        assertThat(follow()).isEqualTo(new RunEnd.Unknown("so it is", "do this"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIGURATION", "DISK_FULL", "HOST_KEY"})
    void shouldNotCallAFailureWhatMayHaveBegun(FailureKind kind) throws Exception {
        clock();
        replies.add(new NodeReply.Unreachable<>("the connection was lost", ""));
        refused(kind);

        assertThat(follow()).isEqualTo(new RunEnd.Unknown("so it is", "do this"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIGURATION", "DISK_FULL", "HOST_KEY", "ACCESS"})
    void shouldSayAtOnceWhyNothingCouldBegin(FailureKind kind) throws Exception {
        refused(kind);

        assertThat(follow()).isEqualTo(new RunEnd.Refused(kind, "so it is", "do this"));
    }

    @Test
    void shouldBelieveTheScriptWhatItSaysOfARun() throws Exception {
        clock();
        script("running offset=0 size=0\n");
        script("refused reason=another-command\nthe run is another one");

        assertThat(follow())
                .isInstanceOfSatisfying(
                        RunEnd.Refused.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.OTHER));
    }

    @Test
    void shouldNotAskWithoutAPauseWhereTheConnectionIsLostAmidTheOutput() throws Exception {
        clock();
        script("running offset=0 size=0\n");
        script("running offset=5 size=400000\nhalf\n");

        assertThat(follow()).isEqualTo(new RunEnd.Unknown("the host is gone", "wait"));
        assertThat(output).hasToString("half\n");
        // Ten minutes at one to three seconds each.
        assertThat(asked).isBetween(200, 600);
    }

    /** Gives the replies in turn; then the host is gone. Each question takes a moment. */
    private final class Scripted implements NodeCommands {
        @Override
        public NodeReply<CommandOutput> run(NodeEndpoint node, List<String> words, Duration atMost) {
            asked++;
            time.nanos += 1_000_000;
            var reply = replies.poll();
            return reply == null ? new NodeReply.Unreachable<>("the host is gone", "wait") : reply;
        }

        @Override
        public void forget(NodeEndpoint node) {
            // There is no connection.
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }

    private static final class Time implements Clockwork {
        private long nanos;

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void parkNanos(long parked) {
            nanos += parked;
        }

        @Override
        public Thread worker(String name, Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Thread loop(String name, Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String randomId() {
            throw new UnsupportedOperationException();
        }
    }
}
