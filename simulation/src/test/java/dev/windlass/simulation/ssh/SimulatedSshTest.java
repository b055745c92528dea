package dev.windlass.simulation.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.CommandOutput;
import dev.windlass.executor.node.NodeAnswer;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeProtocol;
import dev.windlass.executor.node.NodeReply;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import dev.windlass.executor.node.NodeRun;
import dev.windlass.executor.node.RunEnd;
import dev.windlass.executor.node.RunId;
import dev.windlass.executor.node.SshAccess;
import dev.windlass.executor.node.Verb;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.world.Occurrence;
import dev.windlass.simulator.world.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedSshTest {
    private static final ClusterName CLUSTER = new ClusterName("demo");
    private static final NodeName WORKER = new NodeName("k8s-n1");
    private static final RunId RUN = new RunId("demo-1-s007-1");
    private static final Verb SWITCH = new Verb.SwitchRepository(MinorVersion.parse("1.16"));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> INSPECT =
            List.of("sudo", "-n", "/usr/local/libexec/windlass/windlass-node", "inspect");

    private final ManualTime time = new ManualTime();
    /** Whoever orders has given a sign of life some seconds ago. */
    private LongSupplier held = () -> time.nanoTime() + Duration.ofSeconds(9).toNanos();

    private final SimulatedCluster world = new SimulatedCluster(DemoCluster.shape(), time.instant());
    private final MovingCluster moving = new MovingCluster(world, time);
    private final SshFaults faults = new SshFaults(time);
    private final List<String> points = new ArrayList<>();
    private Crossing crossing = points::add;
    private final SimulatedSsh ssh = new SimulatedSsh(
            Map.of(CLUSTER, moving), time, time, new SplittableRandom(1), faults, point -> crossing.at(point));
    private final NodeProtocol protocol = new NodeProtocol(ssh, time);
    private final NodeEndpoint node = new NodeEndpoint(
            CLUSTER,
            WORKER,
            "10.0.0.14",
            22,
            new SshAccess("ops", Path.of("/keys/id"), Path.of("/keys/known_hosts"), Optional.empty()));

    private void strike(SshFault fault, Duration time) {
        faults.strike(CLUSTER, WORKER, fault, this.time.instant().plus(time));
    }

    private RunEnd follow() throws InterruptedException {
        return NodeRun.follow(
                protocol, node, 1, RUN, SWITCH, HOUR, new NodeRun.Tools(time, held, text -> {}, note -> {}));
    }

    /** An executor that was asleep and knows nothing yet of what has become of its step. */
    @Test
    void shouldBeginNothingAfterTheLease() throws Exception {
        var leaseEnds = time.nanoTime() + Duration.ofSeconds(12).toNanos();
        held = () -> leaseEnds;
        time.pass(Duration.ofSeconds(60));
        assertUnreachable(protocol.start(node, 1, RUN, SWITCH, held), "no sign of life of this step");
        assertThat(world.truth().starts(WORKER.text(), dev.windlass.simulator.world.Verb.SWITCH_REPOSITORY))
                .isZero();
    }

    /** A first order asks the node for the time. */
    private void knowTheClock() throws InterruptedException {
        assertThat(protocol.start(node, 1, new RunId("before"), SWITCH, held)).isInstanceOf(Answered.class);
        time.pass(Duration.ofSeconds(50));
    }

    private String soon() {
        var now = world.command(WORKER, List.of("clock")).text().strip().replace("windlass-node/1 clock now=", "");
        var parts = now.split(":");
        return parts[0] + ":" + (Long.parseLong(parts[1]) + 1_000);
    }

    private long beginnings() {
        return world.truth().occurrences().stream()
                .filter(Occurrence.VerbBegan.class::isInstance)
                .count();
    }

    @Test
    void shouldAskANodeAndPassThePoints() throws Exception {
        var inspection = protocol.inspect(node, List.of(MinorVersion.parse("1.16")));

        assertThat(inspection)
                .asInstanceOf(type(Answered.class))
                .extracting(Answered::answer)
                .hasFieldOrPropertyWithValue("hostname", "k8s-n1");
        assertThat(points).containsExactly("ssh.before", "ssh.after");
        assertThat(time.nanoTime()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWellHoweverTheWayWasForAWhile(SshFault fault) throws Exception {
        assertThat(protocol.start(node, 1, RUN, SWITCH, held)).isInstanceOf(Answered.class);
        strike(fault, Duration.ofMinutes(1));
        var end = follow();

        if (fault == SshFault.HOST_KEY_CHANGED || fault == SshFault.LOGIN_REFUSED) {
            assertThat(end).isInstanceOf(RunEnd.Refused.class);
            time.pass(Duration.ofMinutes(1));
            end = follow();
        }
        assertThat(end).isInstanceOf(RunEnd.Succeeded.class);
        assertThat(beginnings()).isEqualTo(1);
    }

    @Test
    void shouldSayAtOnceThatALoginIsRefusedWhileNothingCanHaveBegun() throws Exception {
        strike(SshFault.LOGIN_REFUSED, HOUR);
        assertThat(follow()).isInstanceOf(RunEnd.Refused.class);
        assertThat(time.nanoTime()).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN_REFUSED", "HOST_KEY_CHANGED"})
    void shouldNotCallFailedWhatMayHaveBegun(SshFault refusal) throws Exception {
        knowTheClock();
        strike(SshFault.CUT_AFTER, Duration.ofSeconds(1));
        time.after(Duration.ofMillis(500), () -> strike(refusal, HOUR));
        assertThat(follow()).isInstanceOf(RunEnd.Unknown.class);
        assertThat(beginnings()).isEqualTo(2);
    }

    @Test
    void shouldTakeEffectThoughTheAnswerIsCutOff() throws Exception {
        knowTheClock();
        strike(SshFault.CUT_AFTER, Duration.ofSeconds(1));
        assertUnreachable(protocol.start(node, 1, RUN, SWITCH, held), "was lost");
        assertThat(beginnings()).isEqualTo(2);

        strike(SshFault.CUT_BEFORE, Duration.ofSeconds(1));
        assertUnreachable(protocol.start(node, 1, new RunId("another"), SWITCH, held), "was lost");
        assertThat(beginnings()).isEqualTo(2);
    }

    @Test
    void shouldGiveUpOnAHalfOpenConnectionInTime() throws Exception {
        protocol.inspect(node, List.of());
        strike(SshFault.HALF_OPEN, HOUR);
        var from = time.instant();

        assertUnreachable(ssh.run(node, INSPECT, Duration.ofSeconds(45)), "did not answer within 45 s");
        assertThat(time.instant()).isEqualTo(from.plusSeconds(45));
    }

    @Test
    void shouldRefuseWithTheKindsOfTheRealOne() throws Exception {
        strike(SshFault.HOST_KEY_CHANGED, HOUR);
        assertThat(ssh.run(node, INSPECT, HOUR))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::kind)
                .isEqualTo(FailureKind.HOST_KEY);
        strike(SshFault.LOGIN_REFUSED, HOUR);
        assertThat(ssh.run(node, INSPECT, HOUR))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::kind)
                .isEqualTo(FailureKind.ACCESS);
        strike(SshFault.CONNECTION_REFUSED, HOUR);
        assertUnreachable(ssh.run(node, INSPECT, HOUR), "refused the connection");
        faults.heal();
        assertThat(ssh.run(node, INSPECT, HOUR)).isInstanceOf(Answered.class);
    }

    @Test
    void shouldFollowARunThroughARebootOfItsHost() throws Exception {
        assertThat(protocol.start(node, 1, RUN, SWITCH, held)).isInstanceOf(Answered.class);
        moving.tell(it -> it.faults(WORKER).reboot(Duration.ofSeconds(30)));

        assertUnreachable(protocol.poll(node, 1, RUN, 0), "refused the connection");
        assertThat(follow()).isEqualTo(new RunEnd.Lost(NodeAnswer.Loss.REBOOT));
        assertThat(time.instant()).isAfter(world.now().minusSeconds(1));
    }

    @Test
    void shouldLoseWhatIsUnderWayWhenItsHostReboots() throws Exception {
        assertThat(ssh.run(node, INSPECT, HOUR)).isInstanceOf(Answered.class);
        time.after(Duration.ofNanos(1), () -> moving.tell(it -> it.reboot(WORKER)));

        assertUnreachable(protocol.start(node, 1, RUN, SWITCH, held), "Connection reset");
        assertThat(beginnings()).isZero();
        assertThat(world.host(WORKER).isUp()).isTrue();
    }

    @Test
    void shouldStrikeTheWayOfOneServiceAlone() {
        var own = faults.ofOneService();
        own.strike(CLUSTER, WORKER, SshFault.HALF_OPEN, time.instant().plus(HOUR));

        assertThat(own.at(CLUSTER, WORKER)).contains(SshFault.HALF_OPEN);
        assertThat(faults.ofOneService().at(CLUSTER, WORKER)).isEmpty();

        strike(SshFault.SLOW, HOUR);
        own.heal();
        assertThat(own.at(CLUSTER, WORKER)).contains(SshFault.SLOW);
    }

    @Test
    void shouldDeliverWhatWasSentByAProcessThatDied() throws Exception {
        crossing = point -> {};
        var dead = new SimulatedSsh(
                Map.of(CLUSTER, moving), time, new Dying(time), new SplittableRandom(1), faults, Crossing.QUIET);
        var order = List.of(
                "sudo",
                "-n",
                "/usr/local/libexec/windlass/windlass-node",
                "start",
                "1",
                RUN.text(),
                soon(),
                "switch-repository",
                "1.16");
        assertThatThrownBy(() -> dead.run(node, order, HOUR))
                .isInstanceOf(AssertionError.class)
                .hasMessage("killed");
        assertThat(beginnings()).isZero();

        time.parkNanos(Duration.ofMillis(20).toNanos());

        assertThat(beginnings()).isEqualTo(1);
    }

    @Test
    void shouldRecordWhatTheProductMayNotSend() throws Exception {
        var reply = ssh.run(node, List.of("sudo", "-n", "/bin/sh", "-c", "reboot"), HOUR);

        assertThat(reply)
                .asInstanceOf(type(Answered.class))
                .extracting(Answered::answer)
                .asInstanceOf(type(CommandOutput.class))
                .extracting(CommandOutput::status)
                .isEqualTo(127);
        assertThat(world.truth().occurrences())
                .singleElement()
                .asInstanceOf(type(Occurrence.OutsideProtocol.class))
                .extracting(Occurrence.OutsideProtocol::words)
                .isEqualTo(List.of("sudo", "-n", "/bin/sh", "-c", "reboot"));
    }

    @Test
    void shouldAskNobodyAfterItsEnd() throws Exception {
        ssh.close();
        assertUnreachable(ssh.run(node, INSPECT, HOUR), "shutting down");
    }

    private static void assertUnreachable(NodeReply<?> reply, String words) {
        assertThat(reply)
                .asInstanceOf(type(Unreachable.class))
                .extracting(Unreachable::reason)
                .asString()
                .contains(words);
    }
}
