package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeAnswer.Done;
import dev.windlass.executor.node.NodeAnswer.Failed;
import dev.windlass.executor.node.NodeAnswer.Fenced;
import dev.windlass.executor.node.NodeAnswer.Loss;
import dev.windlass.executor.node.NodeAnswer.Lost;
import dev.windlass.executor.node.NodeAnswer.OfRun;
import dev.windlass.executor.node.NodeAnswer.Running;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Windlass relies on of a node's side of the protocol about runs. The verb that runs is save-configuration, which changes
 * nothing that a cluster uses. Where a simulated node and a real one differ, the simulated one is wrong.
 */
abstract class NodeContract {
    // Tokens only rise, also from one test to the next on one node.
    private static final AtomicLong TOKENS = new AtomicLong(System.currentTimeMillis() * 1000);

    ContractNode node;
    NodeProtocol protocol;
    long token;

    abstract ContractNode open() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        node = open();
        protocol = new NodeProtocol(node.commands(), Clockwork.system());
        token = TOKENS.addAndGet(100);
    }

    @AfterEach
    void disconnect() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void shouldRunOnceHoweverOftenItIsStarted() throws Exception {
        var run = run("a");
        for (var i = 0; i < 4; i++) {
            start(token + i, run);
        }
        assertThat(end(run)).isInstanceOf(Done.class);

        assertThat(start(token + 9, run)).isInstanceOf(Done.class);
        assertThat(start(token + 8, run)).isEqualTo(new Fenced(token + 9));
        assertThat(facts(run)).containsEntry("before", "not-started").doesNotContainKey("already");
    }

    @Test
    void shouldLetAnotherAttachToWhatRuns() throws Exception {
        var run = run("a");
        node.hold();
        start(token, run);
        begun(run);

        assertThat(start(token + 1, run)).asInstanceOf(type(Running.class)).matches(Running::begun);
        assertThat(poll(run, 0)).asInstanceOf(type(Running.class)).matches(Running::begun);
        assertThat(released(run)).isInstanceOf(Done.class);
        assertThat(facts(run)).containsEntry("before", "not-started").doesNotContainKey("already");
    }

    @Test
    void shouldFenceLowerTokens() throws Exception {
        var run = run("a");
        start(token, run);
        end(run);

        assertThat(start(token - 1, run("b"))).isEqualTo(new Fenced(token));
        assertThat(answer(protocol.poll(node.endpoint(), token - 1, run, 0))).isEqualTo(new Fenced(token));
        assertThat(answer(protocol.facts(node.endpoint(), token - 1, run)).run())
                .isEqualTo(new Fenced(token));
        assertThat(poll(run("b"), 0))
                .asInstanceOf(type(Lost.class))
                .extracting(Lost::loss)
                .isEqualTo(Loss.UNKNOWN_RUN);
    }

    @Test
    void shouldNotTakeTheNodeOverByPolling() throws Exception {
        var run = run("a");
        start(token, run);
        assertThat(answer(protocol.poll(node.endpoint(), token + 5, run, 0))).isNotInstanceOf(Fenced.class);
        answer(protocol.facts(node.endpoint(), token + 5, run));

        assertThat(start(token, run)).isNotInstanceOf(Fenced.class);
        end(run);
    }

    @Test
    void shouldRefuseAKnownRunWithOtherWords() throws Exception {
        var run = run("a");
        start(token, run);
        end(run);

        assertThat(protocol.start(
                        node.endpoint(), token, run, new Verb.SaveConfiguration(run("other")), ContractNode.HELD))
                .asInstanceOf(type(Refused.class))
                .satisfies(it -> assertThat(it.kind()).isEqualTo(FailureKind.OTHER))
                .satisfies(it -> assertThat(it.reason()).contains("save-configuration " + run));
        assertThat(poll(run, 0)).isInstanceOf(Done.class);
    }

    @Test
    void shouldGiveTheOutputFromAnOffset() throws Exception {
        var run = run("a");
        start(token, run);
        end(run);
        var all = part(poll(run, 0));
        var text = all.bytes().text();

        assertThat(text).startsWith("save-configuration " + run + ": not-started (nothing-saved)\n");
        assertThat(text).contains("kubelet=" + node.installed());
        assertThat(all.next()).isEqualTo(all.size()).isEqualTo(all.bytes().length());
        assertThat(part(poll(run, 7)).bytes().text()).isEqualTo(text.substring(7));
        assertThat(part(poll(run, all.size())).bytes().length()).isZero();
        assertThat(part(poll(run, 999_999)))
                .satisfies(it -> assertThat(it.bytes().length()).isZero())
                .satisfies(it -> assertThat(it.next()).isEqualTo(all.size()));
    }

    @Test
    void shouldFailWithItsStatusAndWords() throws Exception {
        var run = run("a");
        var verb = new Verb.RestoreNode(run("never"));
        answer(protocol.start(node.endpoint(), token, run, verb, ContractNode.HELD));

        var failed = end(run);

        assertThat(failed)
                .asInstanceOf(type(Failed.class))
                .satisfies(it -> assertThat(it.status()).isEqualTo(1))
                .satisfies(it -> assertThat(it.reason()).isEmpty());
        assertThat(lastLine(failed)).startsWith("windlass-node: nothing was saved under " + run("never"));
        assertThat(answer(protocol.start(node.endpoint(), token + 1, run, verb, ContractNode.HELD)))
                .isInstanceOf(Failed.class);
        assertThat(facts(run)).containsEntry("before", "unknown");
    }

    @Test
    void shouldStartNothingOnAFullDisk() throws Exception {
        node.fillDisk(true);
        var run = run("a");

        assertThat(start(token, run))
                .asInstanceOf(type(Failed.class))
                .satisfies(it -> assertThat(it.status()).isEqualTo(73))
                .satisfies(it -> assertThat(it.reason()).isEqualTo("cannot-write"))
                .satisfies(it -> assertThat(it.part().bytes().text())
                        .startsWith("windlass-node: nothing was started, because "));
        node.fillDisk(false);
        assertThat(poll(run, 0)).isInstanceOf(Lost.class);
        assertThat(start(token - 1, run)).isNotInstanceOf(Fenced.class);
        assertThat(end(run)).isInstanceOf(Done.class);
    }

    @Test
    void shouldSayOnAFullDiskWhereARunStandsThatBegan() throws Exception {
        node.fillDisk(true);
        node.fillDisk(false);
        var run = run("a");
        node.hold();
        start(token, run);
        begun(run);
        node.fillDisk(true);

        assertThat(start(token + 1, run)).asInstanceOf(type(Running.class)).matches(Running::begun);
        assertThat(start(token + 1, run("b"))).isInstanceOf(Failed.class);
        node.fillDisk(false);
        assertThat(released(run)).isInstanceOf(Done.class);
        node.fillDisk(true);
        assertThat(start(token + 2, run)).isInstanceOf(Done.class);
        node.fillDisk(false);
        assertThat(start(token + 3, run)).isInstanceOf(Done.class);
        assertThat(start(token + 2, run)).isEqualTo(new Fenced(token + 3));
    }

    @Test
    void shouldCallARunLostWhoseUnitWasKilled() throws Exception {
        var run = run("a");
        node.hold();
        start(token, run);
        begun(run);
        node.killUnit(run);

        assertThat(end(run))
                .asInstanceOf(type(Lost.class))
                .extracting(Lost::loss)
                .isEqualTo(Loss.KILLED);
        assertThat(start(token + 1, run)).isInstanceOf(Lost.class);
        var next = new RunId(run + "-2");
        answer(protocol.start(node.endpoint(), token + 1, next, new Verb.SaveConfiguration(run), ContractNode.HELD));
        assertThat(released(next)).isInstanceOf(Done.class);
        assertThat(facts(next)).containsEntry("before", "not-started");
    }

    @Test
    void shouldCallARunLostWhoseHostRebooted() throws Exception {
        var run = run("a");
        var waiting = run("b");
        node.hold();
        start(token, run);
        begun(run);
        start(token, waiting);
        says(waiting, "waiting until another run");
        node.reboot();

        assertThat(end(run))
                .asInstanceOf(type(Lost.class))
                .extracting(Lost::loss)
                .isEqualTo(Loss.REBOOT);
        assertThat(start(token - 1, run("c"))).isEqualTo(new Fenced(token));
        assertThat(poll(waiting, 0)).asInstanceOf(type(Running.class)).matches(it -> !it.begun());
        start(token, waiting);
        assertThat(released(waiting)).isInstanceOf(Done.class);
    }

    @Test
    void shouldLetOneRunActAtATime() throws Exception {
        var first = run("a");
        var second = run("b");
        node.hold();
        start(token, first);
        begun(first);
        start(token, second);

        says(second, "waiting until another run on this node has ended\n");
        assertThat(poll(second, 0)).asInstanceOf(type(Running.class)).matches(Running::begun);
        assertThat(released(first)).isInstanceOf(Done.class);
        assertThat(released(second)).isInstanceOf(Done.class);
    }

    @Test
    void shouldNotBeginWhatWaitedWhileAHigherTokenCame() throws Exception {
        var runs = List.of(run("a"), run("b"), run("c"));
        node.hold();
        start(token, runs.get(0));
        begun(runs.get(0));
        start(token, runs.get(1));
        says(runs.get(1), "waiting until another run");
        start(token + 1, runs.get(2));

        assertThat(released(runs.get(0))).isInstanceOf(Done.class);
        var fenced = released(runs.get(1));
        assertThat(fenced)
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::status)
                .isEqualTo(75);
        assertThat(lastLine(fenced)).isEqualTo("windlass-node: not begun: a higher token came while this run waited");
        assertThat(released(runs.get(2))).isInstanceOf(Done.class);
    }

    @Test
    void shouldLetAHigherTokenTakeOverWhatWaits() throws Exception {
        var first = run("a");
        var second = run("b");
        node.hold();
        start(token, first);
        begun(first);
        start(token, second);
        says(second, "waiting until another run");
        start(token + 1, second);

        assertThat(released(first)).isInstanceOf(Done.class);
        assertThat(released(second)).isInstanceOf(Done.class);
    }

    @Test
    void shouldLaunchAgainWhatWasKilledBeforeItBegan() throws Exception {
        var first = run("a");
        var second = run("b");
        node.hold();
        start(token, first);
        begun(first);
        start(token, second);
        says(second, "waiting until another run");
        node.killUnit(second);

        await().pollInSameThread().until(() -> poll(second, 0) instanceof Running running && !running.begun());
        assertThat(start(token, second)).isInstanceOf(Running.class);
        assertThat(released(first)).isInstanceOf(Done.class);
        assertThat(released(second)).isInstanceOf(Done.class);
    }

    @Test
    void shouldSayInItsFactsWhatItFound() throws Exception {
        var first = run("a");
        var second = new RunId(first + "-2");
        start(token, first);
        end(first);
        answer(protocol.start(node.endpoint(), token, second, new Verb.SaveConfiguration(first), ContractNode.HELD));
        assertThat(end(second)).isInstanceOf(Done.class);

        assertThat(facts(first)).containsExactly(Map.entry("before", "not-started"));
        assertThat(facts(second)).containsExactly(Map.entry("before", "done"), Map.entry("already", "true"));
    }

    @Test
    void shouldForgetWhatWasSavedBeforeTheLastTime() throws Exception {
        var first = run("a");
        answer(protocol.start(node.endpoint(), token, first, new Verb.SaveConfiguration(first), ContractNode.HELD));
        end(first);
        var second = run("b");
        answer(protocol.start(node.endpoint(), token, second, new Verb.SaveConfiguration(second), ContractNode.HELD));
        end(second);

        assertThat(script("prune", "1").output()).asString().doesNotContain("saved/" + first + "\n");
        assertThat(script("prune", "0").output())
                .asString()
                .contains("saved/" + first + "\n")
                .doesNotContain("saved/" + second + "\n");
        assertThat(script("probe", "restore-node", first.toString()).output())
                .asString()
                .contains("reason=nothing-saved");
        assertThat(script("probe", "restore-node", second.toString()).output())
                .asString()
                .doesNotContain("nothing-saved");
    }

    @Test
    void shouldForgetRunsThatEnded() throws Exception {
        var ended = run("a");
        var goesOn = run("b");
        start(token, ended);
        end(ended);
        node.hold();
        start(token, goesOn);
        begun(goesOn);

        assertThat(script("prune", "1").output())
                .asString()
                .contains("windlass-node/1 pruned\n")
                .doesNotContain(ended + "\n");
        assertThat(script("prune", "0").output())
                .asString()
                .contains("windlass-node/1 pruned\n")
                .contains(ended + "\n")
                .doesNotContain(goesOn + "\n");
        assertThat(poll(ended, 0)).isInstanceOf(Lost.class);
        assertThat(released(goesOn)).isInstanceOf(Done.class);
    }

    // ---- time

    @Test
    void shouldBeginNothingOfAnOrderThatComesLate() throws Exception {
        var run = run("a");
        var boot = raw(script("clock")).field("now").split(":")[0];
        var late = raw(late(run, boot));
        assertThat(late.name()).isEqualTo("late");
        assertThat(late.field("now")).startsWith(boot + ":");
        assertThat(poll(run, 0)).isEqualTo(new Lost(NodeAnswer.Loss.UNKNOWN_RUN, NodeAnswer.Part.NONE));
        start(token, run);
        assertThat(end(run)).isInstanceOf(Done.class);
        assertThat(raw(late(run, boot)).name())
                .as("what has begun is answered about")
                .isEqualTo("done");
    }

    private CommandOutput late(RunId run, String boot) throws InterruptedException {
        return script("start", token + "", run.text(), boot + ":0", "save-configuration", run.text());
    }

    private static RawAnswer raw(CommandOutput output) {
        return RawAnswer.in(output.output()).orElseThrow();
    }

    // ---- words

    RunId run(String name) {
        return new RunId("contract-" + token + "-" + name);
    }

    private OfRun start(long as, RunId run) throws InterruptedException {
        return answer(protocol.start(node.endpoint(), as, run, new Verb.SaveConfiguration(run), ContractNode.HELD));
    }

    /** With the highest token that any test uses for its node. */
    private OfRun poll(RunId run, long offset) throws InterruptedException {
        return answer(protocol.poll(node.endpoint(), token + 50, run, offset));
    }

    private Map<String, String> facts(RunId run) throws InterruptedException {
        return answer(protocol.facts(node.endpoint(), token + 50, run)).facts();
    }

    CommandOutput script(String... words) throws InterruptedException {
        var line = new ArrayList<>(List.of("sudo", "-n", NodeScript.PATH));
        line.addAll(List.of(words));
        return answer(node.commands().run(node.endpoint(), line, Duration.ofMinutes(1)));
    }

    private OfRun end(RunId run) {
        return endAfter(() -> {}, run);
    }

    private OfRun released(RunId run) {
        return endAfter(node::release, run);
    }

    private OfRun endAfter(Runnable poke, RunId run) {
        return await().pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            poke.run();
                            return poll(run, 0);
                        },
                        answer -> !(answer instanceof Running));
    }

    /** It acts and is held. */
    private void begun(RunId run) {
        says(run, ": not-started (nothing-saved)\n");
    }

    private void says(RunId run, String words) {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> part(poll(run, 0)).bytes().text().contains(words));
    }

    private static NodeAnswer.Part part(OfRun answer) {
        return switch (answer) {
            case Done done -> done.part();
            case Failed failed -> failed.part();
            case Running running -> running.part();
            case Lost lost -> lost.part();
            case Fenced fenced -> NodeAnswer.Part.NONE;
        };
    }

    private static String lastLine(OfRun answer) {
        return part(answer).bytes().text().lines().toList().getLast();
    }

    static <A> A answer(NodeReply<A> reply) {
        assertThat(reply).isInstanceOf(Answered.class);
        return ((Answered<A>) reply).answer();
    }
}
