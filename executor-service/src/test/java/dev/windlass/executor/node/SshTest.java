package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a node and back, against OpenSSH's server and the real node script. */
class SshTest {
    private static final RunId RUN = new RunId("demo-1-s007-1");
    private static final Verb UPGRADE = new Verb.UpgradeNode(KubernetesVersion.parse("v1.20.2"));
    private static final NodeConnections.Timing TIMING =
            new NodeConnections.Timing(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private FakeHost host;
    private TestSshd sshd;
    private NodeConnections connections;
    private NodeProtocol protocol;

    @BeforeEach
    void connect() {
        host = FakeHost.withApt(folder);
        host.write("packages/kubeadm", FakeHost.NEW);
        sshd = TestSshd.start(host);
        connections = new NodeConnections(TIMING, Clockwork.system(), sshd.script());
        protocol = new NodeProtocol(connections, Clockwork.system());
    }

    @AfterEach
    void disconnect() {
        if (connections != null) {
            connections.close();
            sshd.close();
            host.settle();
        }
    }

    @Test
    void shouldInspectOverOneConnectionThatIsKept() throws Exception {
        var first = protocol.inspect(sshd.endpoint(), List.of(MinorVersion.parse("1.20")));
        var access = sshd.endpoint();
        var second = protocol.inspect(access, List.of());
        var third = protocol.probe(access, UPGRADE);

        var inspection = answer(first);
        assertThat(inspection.machineId()).isEqualTo("aaaabbbbccccdddd");
        assertThat(inspection.facts(new NodeName("k8s-n1")).available())
                .containsEntry(MinorVersion.parse("1.20"), List.of(new PackageRevision(FakeHost.NEW)));
        assertThat(answer(second).hostname()).isEqualTo("k8s-n1");
        assertThat(answer(third)).isEqualTo(new NodeAnswer.Probed(NodeAnswer.Progress.NOT_STARTED, "no-record"));
        assertThat(sshd.logins()).isEqualTo(2); // two endpoints: they differ in their known_hosts file
    }

    @Test
    void shouldInstallTheScriptWhereItIsMissingOrAnotherOne() throws Exception {
        Files.delete(host.scriptPath());
        answer(protocol.inspect(sshd.endpoint(), List.of()));
        assertThat(Files.readAllBytes(host.scriptPath())).isEqualTo(host.script());

        Files.writeString(host.scriptPath(), "#!/bin/sh\nexit 1\n");
        answer(protocol.inspect(sshd.endpoint(), List.of()));
        assertThat(Files.readAllBytes(host.scriptPath())).isEqualTo(host.script());
        assertThat(host.scriptPath()).isExecutable();
    }

    @Test
    void shouldLookAtTheScriptAgainWhenItGaveNoAnswer() throws Exception {
        var node = sshd.endpoint();
        answer(protocol.inspect(node, List.of()));
        Files.delete(host.scriptPath());

        assertUnreachable(protocol.inspect(node, List.of()), "ended with status 127 and no answer");
        answer(protocol.inspect(node, List.of()));
    }

    @Test
    void shouldFollowARunToItsEnd() throws Exception {
        var output = new StringBuffer();

        var end = follow(sshd.endpoint(), 3, output);

        assertThat(end)
                .asInstanceOf(type(RunEnd.Succeeded.class))
                .satisfies(it -> assertThat(it.facts()).containsEntry("before", "not-started"));
        assertThat(output.toString())
                .startsWith("upgrade-node v1.20.2: not-started (no-record)\n")
                .contains("[upgrade] at it with --token [hidden]\n")
                .endsWith("upgraded\n");
    }

    @Test
    void shouldRemoveTheRecordsOfOldRunsOnly() throws Exception {
        var node = sshd.endpoint();
        follow(node, 3, new StringBuffer());
        var old = host.path("var/lib/windlass/runs/" + RUN);
        var young = Files.createDirectories(host.path("var/lib/windlass/runs/demo-2-s001-1"));
        OldRuns.prune(protocol, node);
        assertThat(old).isDirectory();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(OldRuns.KEPT_DAYS + 2))));

        OldRuns.prune(protocol, node);

        assertThat(old).doesNotExist();
        assertThat(young).isDirectory();
    }

    @Test
    void shouldGoOnWhereOldRunsCanNotBeRemoved() throws Exception {
        var node = sshd.endpoint();
        host.write("sudo-says", "sudo: a password is required\n");
        OldRuns.prune(protocol, node);
        sshd.close();
        OldRuns.prune(protocol, node);
    }

    @Test
    void shouldAnswerARedeliveredRunWithItsOutcome() throws Exception {
        follow(sshd.endpoint(), 3, new StringBuffer());
        assertThat(follow(sshd.endpoint(), 4, new StringBuffer())).isInstanceOf(RunEnd.Succeeded.class);
        assertThat(upgrades()).isEqualTo(1);
        assertThat(follow(sshd.endpoint(), 3, new StringBuffer())).isEqualTo(new RunEnd.Fenced(4));
    }

    @Test
    void shouldSayWhyAVerbFailed() throws Exception {
        host.write("broken/kubeadm", "");

        assertThat(follow(sshd.endpoint(), 1, new StringBuffer()))
                .asInstanceOf(type(RunEnd.Failed.class))
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(FailureKind.KUBEADM);
                    assertThat(it.reason())
                            .startsWith("kubeadm upgrade node ended with status 1: ")
                            .contains("[ERROR CreateJob]: no")
                            .endsWith(" on k8s-n1 (127.0.0.1:" + sshd.port() + ")");
                });
    }

    @Test
    void shouldSurviveCutConnectionsInTheMiddleOfARun() throws Exception {
        host.write("hold/kubeadm", "");
        var node = sshd.endpoint();
        var end = CompletableFuture.supplyAsync(() -> followQuietly(node, 1), Thread::startVirtualThread);
        await().until(() -> upgrades() == 1);
        sshd.cut();
        sshd.stop();
        sshd.startAgain();
        host.delete("hold/kubeadm");

        assertThat(end.get()).as(sshd.logged()).isInstanceOf(RunEnd.Succeeded.class);
        assertThat(upgrades()).isEqualTo(1);
    }

    @Test
    void shouldNotGiveUpARunWhileAHostThatShutsDownRefusesLogins() throws Exception {
        host.write("hold/kubeadm", "");
        var node = sshd.endpoint();
        var end = CompletableFuture.supplyAsync(() -> followQuietly(node, 1), Thread::startVirtualThread);
        await().until(() -> upgrades() == 1);
        host.write("sudo-says", "sudo: a password is required\n");
        sshd.cut();
        await().until(() -> sshd.logins() > 1);
        host.delete("hold/kubeadm");
        host.delete("sudo-says");

        assertThat(end.get()).isInstanceOf(RunEnd.Succeeded.class);
    }

    @Test
    void shouldGiveAllOfALongOutput() throws Exception {
        host.write("kubeadm-says", "a line of forty characters, more or less\n".repeat(4_000));
        var output = new StringBuffer();

        assertThat(follow(sshd.endpoint(), 1, output)).isInstanceOf(RunEnd.Succeeded.class);
        assertThat(output.toString()
                        .lines()
                        .filter(line -> line.startsWith("a line of"))
                        .count())
                .isEqualTo(4_000);
    }

    @Test
    void shouldLeaveARunAloneWhenInterruptedAndLetAnotherAttach() throws Exception {
        host.write("hold/kubeadm", "");
        var node = sshd.endpoint();
        var stopped = new AtomicReference<Exception>();
        var follower = Thread.ofVirtual().start(() -> {
            try {
                follow(node, 1, new StringBuffer());
            } catch (Exception e) {
                stopped.set(e);
            }
        });
        await().until(() -> upgrades() == 1);
        follower.interrupt();
        follower.join();
        assertThat(stopped.get()).isInstanceOf(InterruptedException.class);
        host.delete("hold/kubeadm");

        assertThat(follow(node, 2, new StringBuffer())).isInstanceOf(RunEnd.Succeeded.class);
        assertThat(upgrades()).isEqualTo(1);
    }

    @Test
    void shouldNotKnowWhereTheNodeIsGoneUntilTheDeadline() throws Exception {
        sshd.stop();

        var end = NodeRun.follow(protocol, sshd.endpoint(), 1, RUN, UPGRADE, Duration.ZERO, tools(new StringBuffer()));

        assertThat(end)
                .asInstanceOf(type(RunEnd.Unknown.class))
                .satisfies(it -> assertThat(it.reason())
                        .isEqualTo("k8s-n1 (127.0.0.1:" + sshd.port() + ") refused the connection"));
    }

    @Test
    void shouldRefuseAHostKeyThatIsNotKnown() throws Exception {
        var file = Files.createFile(folder.resolve("empty"));

        assertRefused(with(file), FailureKind.HOST_KEY)
                .extracting(Refused::reason)
                .asString()
                .startsWith("the host key of [127.0.0.1]:" + sshd.port() + " is not in " + file)
                .contains(" SHA256:");
    }

    @Test
    void shouldRefuseAHostKeyThatChanged() throws Exception {
        var other = Files.readString(
                TestSshd.key(folder.resolve("other"), "ed25519", "").resolveSibling("other.pub"));
        var file = Files.writeString(folder.resolve("changed"), "[127.0.0.1]:" + sshd.port() + " " + other);

        assertRefused(with(file), FailureKind.HOST_KEY)
                .extracting(Refused::reason)
                .asString()
                .startsWith("the host key of [127.0.0.1]:" + sshd.port() + " is not the one in " + file
                        + ": the host shows ssh-ed25519 SHA256:");
    }

    @Test
    void shouldAskForTheHostKeyThatIsKnownAmongSeveral() throws Exception {
        answer(protocol.inspect(with(sshd.knownHosts("host_rsa")), List.of()));
        answer(protocol.inspect(with(sshd.knownHosts("host_ed25519")), List.of()));
    }

    @Test
    void shouldNameAKnownHostsFileThatIsMissing() throws Exception {
        assertRefused(with(folder.resolve("nowhere")), FailureKind.CONFIGURATION)
                .extracting(Refused::reason)
                .isEqualTo("the known_hosts file " + folder.resolve("nowhere") + " does not exist");
    }

    @Test
    void shouldNameAKeyFileThatIsMissingOrUnusable() throws Exception {
        var garbage = Files.writeString(folder.resolve("garbage"), "no key\n");
        var locked = TestSshd.key(folder.resolve("locked"), "ed25519", "geheim");
        var lockedRsa = TestSshd.key(folder.resolve("locked-rsa"), "rsa", "geheim");

        assertRefused(withKey(folder.resolve("nowhere")), FailureKind.CONFIGURATION)
                .extracting(Refused::reason)
                .isEqualTo("the private key " + folder.resolve("nowhere") + " does not exist");
        assertRefused(withKey(garbage), FailureKind.CONFIGURATION)
                .extracting(Refused::reason)
                .asString()
                .startsWith("the file " + garbage + " is not a private key that can be read");
        for (var key : List.of(locked, lockedRsa)) {
            assertRefused(withKey(key), FailureKind.CONFIGURATION)
                    .extracting(Refused::reason)
                    .isEqualTo(
                            "the private key " + key + " is protected by a passphrase, which nobody is there to type");
        }
    }

    @Test
    void shouldNameAKeyThatTheNodeRefuses() throws Exception {
        var stranger = TestSshd.key(folder.resolve("stranger"), "ed25519", "");

        assertRefused(withKey(stranger), FailureKind.ACCESS)
                .extracting(Refused::reason)
                .asString()
                .endsWith(" refused the key " + stranger + " for the user " + System.getProperty("user.name"));
    }

    @Test
    void shouldSayThatSudoRefuses() throws Exception {
        var node = sshd.endpoint();
        answer(protocol.inspect(node, List.of()));
        host.write("sudo-says", "sudo: a password is required\n");

        assertRefused(node, FailureKind.ACCESS).satisfies(it -> {
            assertThat(it.reason()).contains("sudo on k8s-n1 (127.0.0.1:").endsWith("sudo: a password is required");
            assertThat(it.hint()).contains("NOPASSWD: /usr/local/libexec/windlass/windlass-node");
        });
    }

    @Test
    void shouldSayHowToInstallTheScriptByHandWhereSudoAllowsOnlyTheScript() throws Exception {
        host.write("sudo-says", "Sorry, user ops is not allowed to execute '/bin/sh' as root on this host.\n");
        host.write("sudo-lets-script", "");
        answer(protocol.inspect(sshd.endpoint(), List.of())); // it is there: sudo for anything else is not needed
        Files.writeString(host.scriptPath(), "#!/bin/sh\n");

        assertRefused(sshd.endpoint(), FailureKind.ACCESS).satisfies(it -> {
            assertThat(it.reason())
                    .contains("has not this release's node script")
                    .contains("not allowed to execute");
            assertThat(it.hint())
                    .startsWith(
                            "install the script windlass-node of this release there by hand, as " + NodeScript.PATH);
        });
    }

    @Test
    void shouldSayThatNobodyListensOrAnswers() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var quick = new NodeConnections(
                    new NodeConnections.Timing(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    Clockwork.system(),
                    sshd.script());
            try (quick) {
                assertUnreachable(
                        new NodeProtocol(quick, Clockwork.system())
                                .probe(at("127.0.0.1", silent.getLocalPort()), UPGRADE),
                        "did not answer");
            }
        }
        int closed;
        try (var free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        assertUnreachable(protocol.probe(at("127.0.0.1", closed), UPGRADE), "refused the connection");
        assertUnreachable(protocol.probe(at("no-such-host.invalid", 22), UPGRADE), "has no address");
    }

    @Test
    void shouldGoThroughABastion() throws Exception {
        var bastion = new SshAccess.Bastion(System.getProperty("user.name"), "127.0.0.1", sshd.port());
        var node = sshd.endpoint(sshd.knownHosts("host_ed25519"), sshd.folder().resolve("id"), Optional.of(bastion));

        answer(protocol.inspect(node, List.of()));
        answer(protocol.inspect(node, List.of()));

        assertThat(sshd.logins()).isEqualTo(2);
        sshd.cut();
        assertThat(follow(node, 1, new StringBuffer())).isInstanceOf(RunEnd.Succeeded.class);
    }

    @Test
    void shouldCloseAnIdleConnectionAndOpenItAgain() throws Exception {
        var timing = new NodeConnections.Timing(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(200));
        var node = sshd.endpoint();
        try (var briefly = new NodeConnections(timing, Clockwork.system(), sshd.script())) {
            var idle = new NodeProtocol(briefly, Clockwork.system());
            answer(idle.inspect(node, List.of()));
            await().until(() -> sshd.logged().contains("Disconnected from user")
                    || sshd.logged().contains("Connection closed by user")
                    || sshd.logged().contains("Received disconnect"));
            answer(idle.inspect(node, List.of()));
        }
        assertThat(sshd.logins()).isEqualTo(2);
    }

    private NodeEndpoint with(Path knownHosts) {
        return sshd.endpoint(knownHosts, sshd.folder().resolve("id"), Optional.empty());
    }

    private NodeEndpoint withKey(Path key) {
        return sshd.endpoint(sshd.knownHosts("host_ed25519"), key, Optional.empty());
    }

    private NodeEndpoint at(String name, int port) {
        return new NodeEndpoint(
                new ClusterName("demo"),
                new NodeName("k8s-n1"),
                name,
                port,
                sshd.endpoint().access());
    }

    private RunEnd follow(NodeEndpoint node, long token, StringBuffer output) throws InterruptedException {
        return NodeRun.follow(protocol, node, token, RUN, UPGRADE, Duration.ofSeconds(60), tools(output));
    }

    private static NodeRun.Tools tools(StringBuffer output) {
        return new NodeRun.Tools(Clockwork.system(), ContractNode.HELD, output::append, note -> {});
    }

    private RunEnd followQuietly(NodeEndpoint node, long token) {
        try {
            return follow(node, token, new StringBuffer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long upgrades() {
        return host.read("calls")
                .lines()
                .filter(line -> line.startsWith("kubeadm upgrade "))
                .count();
    }

    private ObjectAssert<Refused<?>> assertRefused(NodeEndpoint node, FailureKind kind)
            throws InterruptedException, IOException {
        var reply = protocol.inspect(node, List.of());
        assertThat(reply).isInstanceOf(Refused.class);
        var refused = (Refused<?>) reply;
        assertThat(refused.kind()).as(refused.reason()).isEqualTo(kind);
        assertThat(refused.hint()).isNotBlank();
        return assertThat(refused);
    }

    private static void assertUnreachable(NodeReply<?> reply, String words) {
        assertThat(reply).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable<?>) reply).reason()).contains(words);
    }

    private static <A> A answer(NodeReply<A> reply) {
        assertThat(reply).isInstanceOf(Answered.class);
        return ((Answered<A>) reply).answer();
    }
}
