package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What the node script remembers, on its branch without systemd: real processes, real locks. */
class RunDirectoryTest {
    private static final String HELD = "hold/kubeadm";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private FakeHost host;

    @BeforeEach
    void host() {
        host = FakeHost.withApt(folder);
        host.write("packages/kubeadm", FakeHost.NEW);
    }

    @AfterEach
    void settle() {
        host.settle();
    }

    @Test
    void shouldRunOnceHoweverOftenItIsStartedAtTheSameTime() throws Exception {
        host.write(HELD, "");
        var starts = new ArrayList<FakeHost.Started>();
        for (var i = 0; i < 20; i++) {
            starts.add(host.start("start", "1", "run-1", "upgrade-node", "v1.20.2"));
        }
        for (var start : starts) {
            assertThat(start.end().first()).startsWith("windlass-node/1 running");
        }
        await().until(() -> !upgrades().isEmpty());
        host.delete(HELD);

        ends("1", "run-1", "done rc=0");
        assertThat(upgrades()).hasSize(1);
    }

    @Test
    void shouldPrintTheOutcomeOfARunThatItKnows() {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");

        var again = host.run("start", "2", "run-1", "upgrade-node", "v1.20.2");

        assertThat(again.first()).isEqualTo("windlass-node/1 done rc=0");
        assertThat(upgrades()).hasSize(1);
    }

    @Test
    void shouldRememberAFailureWithItsExitStatusAndReason() {
        host.write("broken/kubeadm", "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        ends("1", "run-1", "failed rc=1");
        assertThat(host.run("poll", "1", "run-1", "0").payload())
                .endsWith("windlass-node: kubeadm upgrade node ended with status 1:"
                        + " [preflight] Some fatal errors occurred: [ERROR CreateJob]: no ");
    }

    @Test
    void shouldCallAKilledRunLost() throws Exception {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        killAll();

        ends("1", "run-1", "lost reason=killed");
        assertThat(host.run("start", "1", "run-1", "upgrade-node", "v1.20.2").first())
                .isEqualTo("windlass-node/1 lost reason=killed");
        assertThat(upgrades()).hasSize(1);
    }

    @Test
    void shouldCallARunLostWhoseHostRebooted() throws Exception {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        killAll();
        host.write("proc/sys/kernel/random/boot_id", "b002\n");

        ends("1", "run-1", "lost reason=reboot");
    }

    @Test
    void shouldStillRunWhileAChildOfAKilledBodyLives() throws Exception {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        processes("windlass-node body run-1").forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes("windlass-node body run-1").isEmpty());

        assertThat(host.run("poll", "1", "run-1", "0").first()).startsWith("windlass-node/1 running");
        host.delete(HELD);
        ends("1", "run-1", "lost reason=killed");
    }

    @Test
    void shouldFenceALowerToken() {
        host.run("start", "7", "run-1", "upgrade-node", "v1.20.2");
        ends("7", "run-1", "done rc=0");

        assertThat(host.run("start", "6", "run-2", "upgrade-node", "v1.20.2").first())
                .isEqualTo("windlass-node/1 fenced highest=7");
        assertThat(host.run("poll", "6", "run-1", "0").first()).isEqualTo("windlass-node/1 fenced highest=7");
        assertThat(host.run("facts", "6", "run-1").first()).isEqualTo("windlass-node/1 fenced highest=7");
        assertThat(host.path("var/lib/windlass/runs/run-2")).doesNotExist();
    }

    @Test
    void shouldBeginNothingOfAnOrderThatComesLate() {
        var boot = host.soon().split(":")[0];
        var late = host.run("start", "7", "run-1", boot + ":1", "upgrade-node", "v1.20.2");
        assertThat(late.first()).startsWith("windlass-node/1 late now=" + boot + ":");
        assertThat(late.payload()).startsWith("windlass-node: nothing was started: the order was good until " + boot);
        assertThat(host.path("var/lib/windlass/runs/run-1")).doesNotExist();
        assertThat(host.run("start", "6", "run-2", "upgrade-node", "v1.20.2").first())
                .as("its token was not taken either")
                .startsWith("windlass-node/1 running");
    }

    @Test
    void shouldBeginNothingOfAnOrderFromBeforeAReboot() {
        var good = host.soon();
        host.write("proc/sys/kernel/random/boot_id", "b002\n");
        assertThat(host.run("start", "1", "run-1", good, "upgrade-node", "v1.20.2")
                        .first())
                .startsWith("windlass-node/1 late now=");
    }

    @Test
    void shouldAnswerALateOrderOfARunThatBegan() {
        var boot = host.soon().split(":")[0];
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
        assertThat(host.run("start", "2", "run-1", boot + ":1", "upgrade-node", "v1.20.2")
                        .first())
                .isEqualTo("windlass-node/1 done rc=0");
    }

    @Test
    void shouldLetOneRunActAtATimeAndFenceTheOneThatWaited() {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        host.run("start", "1", "run-2", "upgrade-node", "v1.20.2");
        await().until(() -> host.run("poll", "1", "run-2", "0").payload().contains("waiting until another run"));
        host.run("start", "2", "run-3", "upgrade-node", "v1.20.2");
        host.delete(HELD);

        ends("2", "run-1", "done rc=0");
        ends("2", "run-2", "failed rc=75");
        ends("2", "run-3", "done rc=0");
        assertThat(upgrades()).hasSize(1); // run-3 found it done
    }

    @Test
    void shouldLetAHigherTokenTakeOverARunThatWaits() {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        host.run("start", "1", "run-2", "upgrade-node", "v1.20.2");
        host.run("start", "5", "run-2", "upgrade-node", "v1.20.2");
        host.delete(HELD);

        ends("5", "run-2", "done rc=0");
    }

    /** The upgrade has halted meanwhile, and a person has ended what hung: that is no word to begin. */
    @Test
    void shouldNotBeginAfterAWaitWhatNobodyAsksForAnyMore() {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        host.run("start", "1", "run-2", "upgrade-node", "v1.20.2");
        await().until(() -> host.run("poll", "1", "run-2", "0").payload().contains("waiting until another run"));
        host.write("var/lib/windlass/runs/run-2/asked", "");
        host.delete(HELD);

        await().untilAsserted(() ->
                assertThat(host.read("var/lib/windlass/runs/run-2/rc")).startsWith("75"));
        assertThat(host.run("poll", "1", "run-2", "0").payload())
                .contains("not begun: nobody has asked for this run any more while it waited");
        assertThat(upgrades()).hasSize(1);
    }

    @Test
    void shouldGiveTheOutputFromAnOffsetOn() {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
        var all = host.run("poll", "1", "run-1", "0");
        var text = all.output().substring(all.first().length() + 1);

        assertThat(all.first()).isEqualTo("windlass-node/1 done rc=0 offset=%1$d size=%1$d", text.length());
        var rest = host.run("poll", "1", "run-1", "8");
        assertThat(rest.output().substring(rest.first().length() + 1)).isEqualTo(text.substring(8));
        assertThat(host.run("poll", "1", "run-1", "999999").output()).isEqualTo(all.first() + "\n");
    }

    @Test
    void shouldGiveAtMost32KiBAtOnce() {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
        host.write("var/lib/windlass/runs/run-1/out", "x".repeat(40_000));

        assertThat(host.run("poll", "1", "run-1", "0").output())
                .isEqualTo("windlass-node/1 done rc=0 offset=32768 size=40000\n" + "x".repeat(32_768));
        assertThat(host.run("poll", "1", "run-1", "32768").output())
                .isEqualTo("windlass-node/1 done rc=0 offset=40000 size=40000\n" + "x".repeat(7_232));
    }

    @Test
    void shouldStartAgainWhatWasClaimedAndNeverBegan() throws Exception {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
        var run = host.path("var/lib/windlass/runs/run-1");
        Files.move(run.resolve("began"), run.resolve("pending"));
        Files.move(run.resolve("rc"), run.resolve("rc.pending"));
        host.delete("var/lib/windlass/completed/upgrade-node");

        assertThat(host.run("poll", "1", "run-1", "0").first()).startsWith("windlass-node/1 running begun=no");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        ends("1", "run-1", "done rc=0");
        assertThat(upgrades()).hasSize(2);
    }

    @Test
    void shouldSayThatItCannotWrite() {
        host.write(
                "var/lib/windlass",
                ""); // a file where the folder should be: as on a full or read-only disk, mkdir fails

        var answer = host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        assertThat(answer.status()).isZero();
        assertThat(answer.first()).isEqualTo("windlass-node/1 failed rc=73 reason=cannot-write");
        assertThat(answer.payload()).contains("nothing was started, because").contains("could not be written");
    }

    @Test
    void shouldClaimNothingOnAFullDisk() throws Exception {
        Files.createDirectories(host.path("var/lib/windlass"));
        var output = inNamespace(
                "mount -t tmpfs -o size=8k full %1$s/var/lib/windlass && dd if=/dev/zero of=%1$s/var/lib/windlass/fill"
                        + " bs=1k status=none; exec %2$s start 1 run-1 %3$s upgrade-node v1.20.2");

        assertThat(output)
                .contains("windlass-node/1 failed rc=73 reason=cannot-write")
                .contains("No space left on device");
        assertThat(upgrades()).isEmpty();
    }

    /** In a mount namespace of its own; of the arguments, the first is the host's root, then its script, then until when orders are good. */
    private String inNamespace(String command) throws Exception {
        var process = new ProcessBuilder(
                        "unshare", "-rm", "sh", "-c", command.formatted(folder, host.scriptPath(), host.soon()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Assumptions.assumeTrue(
                output.contains("windlass-node/1"),
                "skipped: this user may not mount in a namespace of its own: " + output);
        return output;
    }

    /** As a file system is after an error of its disk. */
    @Test
    void shouldSayOnAReadOnlyDiskWhereARunStandsThatBegan() throws Exception {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
        var output = inNamespace("state=%1$s/var/lib/windlass; mount --bind $state $state"
                + " && mount -o remount,ro,bind $state && %2$s start 2 run-1 %3$s upgrade-node v1.20.2;"
                + " %2$s start 1 run-2 %3$s upgrade-node v1.20.2");

        assertThat(output.lines().filter(line -> line.startsWith("windlass-node/1")))
                .containsExactly("windlass-node/1 done rc=0", "windlass-node/1 failed rc=73 reason=cannot-write");
        assertThat(upgrades()).hasSize(1);
    }

    @Test
    void shouldRefuseArgumentsThatAreNotInItsForm() {
        assertRefused("start", "x", "run-1", "upgrade-node", "v1.20.2");
        assertRefused("start", "1", "../run", "upgrade-node", "v1.20.2");
        assertRefused("start", "1", "run-1", "upgrade-node", "v1.20.2; reboot");
        assertRefused("start", "1", "run-1", "install-kubelet", "$(reboot)");
        assertRefused("start", "1", "run-1", "switch-repository", "1.20/../..");
        assertRefused("start", "1", "run-1", "reboot", "now");
        assertRefused("start", "1", "run-1", "upgrade-node");
        assertRefused("poll", "1", "run-1", "-1");
        assertRefused("inspect", "1.20", "*");
        assertRefused("eval", "reboot");
    }

    @Test
    void shouldRefuseAKnownRunWithAnotherVerb() {
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        assertThat(host.run("start", "1", "run-1", "upgrade-apply", "v1.20.2").first())
                .isEqualTo("windlass-node/1 refused reason=another-command");
        ends("1", "run-1", "done rc=0");
    }

    @Test
    void shouldForgetOldRunsThatEnded() {
        host.write(HELD, "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        await().until(() -> !upgrades().isEmpty());
        assertThat(host.run("prune", "0").payload()).isEmpty();
        host.delete(HELD);
        ends("1", "run-1", "done rc=0");

        assertThat(host.run("prune", "1").payload()).isEmpty();
        assertThat(host.run("prune", "0").payload()).isEqualTo("run-1");
        assertThat(host.run("poll", "1", "run-1", "0").first())
                .isEqualTo("windlass-node/1 lost reason=unknown-run offset=0 size=0");
    }

    @Test
    void shouldSayThatSystemdCouldNotStartIt() {
        host.withSystemd();
        host.write("broken/systemd-run", "Failed to connect to bus\n");

        var answer = host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        assertThat(answer.first()).isEqualTo("windlass-node/1 failed rc=75 reason=cannot-launch");
        assertThat(answer.payload()).contains("Failed to connect to bus");
        host.delete("broken/systemd-run");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");
        ends("1", "run-1", "done rc=0");
    }

    @Test
    void shouldAlsoRunWithASystemdThatKnowsFewerProperties() {
        host.withSystemd();
        host.write("broken/old-systemd", "");
        host.run("start", "1", "run-1", "upgrade-node", "v1.20.2");

        ends("1", "run-1", "done rc=0");
        assertThat(upgrades()).hasSize(1);
    }

    private void assertRefused(String... words) {
        var answer = host.run(words);
        assertThat(answer.status()).as("%s", (Object) words).isEqualTo(64);
        assertThat(answer.first()).startsWith("windlass-node/1 refused reason=");
        assertThat(host.path("var/lib/windlass/runs/run-1")).doesNotExist();
    }

    private void ends(String token, String run, String answer) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(host.run("poll", token, run, "0").first()).startsWith("windlass-node/1 " + answer));
    }

    private java.util.List<String> upgrades() {
        return host.read("calls")
                .lines()
                .filter(line -> line.startsWith("kubeadm upgrade "))
                .toList();
    }

    private java.util.List<ProcessHandle> processes(String words) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .filter(process -> process.info().commandLine().orElse("").contains(words))
                .toList();
    }

    private void killAll() {
        processes("").forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes("").isEmpty());
    }
}
