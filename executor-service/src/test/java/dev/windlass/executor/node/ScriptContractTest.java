package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.PackageRevision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the real script, behind OpenSSH's server, on a host without systemd. */
class ScriptContractTest extends HostContract {
    private static final NodeConnections.Timing TIMING =
            new NodeConnections.Timing(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    @Override
    ContractNode open() {
        var host = FakeHost.withApt(folder);
        host.write("kubelet-started", (System.currentTimeMillis() / 1000 + 1000) + "\n");
        var sshd = TestSshd.start(host);
        return new ScriptNode(
                host,
                sshd,
                new NodeConnections(TIMING, Clockwork.system(), NodeScript.of(script(host))),
                sshd.endpoint());
    }

    /** What is put on the node. */
    byte[] script(FakeHost host) {
        return host.script();
    }

    private record ScriptNode(FakeHost host, TestSshd sshd, NodeConnections commands, NodeEndpoint endpoint)
            implements ContractNode {
        // The verb copies it, and a copy of a pipe waits for somebody who writes.
        private static final String PIPE = "var/lib/kubelet/instance-config.yaml";

        @Override
        public PackageRevision installed() {
            return new PackageRevision(FakeHost.OLD);
        }

        @Override
        public void hold() {
            try {
                var made = new ProcessBuilder("mkfifo", host.path(PIPE).toString()).start();
                Awaitility.await().until(() -> !made.isAlive());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void release() {
            if (Files.exists(host.path(PIPE))) {
                try (var writer = new RandomAccessFile(host.path(PIPE).toFile(), "rw")) {
                    // Opened and closed: who reads comes to its end.
                    writer.getFD();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void killUnit(RunId run) {
            kill("windlass-node body " + run);
        }

        private void kill(String words) {
            var unit = ProcessHandle.allProcesses()
                    .filter(process -> {
                        var line = process.info().commandLine().orElse("");
                        return line.contains(host.path("").toString()) && line.contains(words);
                    })
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .toList();
            // All stand still first: else one that waits for another's end would begin while the others are killed.
            signal("-STOP", unit);
            unit.forEach(ProcessHandle::destroyForcibly);
            Awaitility.await().until(() -> unit.stream().noneMatch(ProcessHandle::isAlive));
        }

        private static void signal(String name, List<ProcessHandle> processes) {
            var command = new ArrayList<>(List.of("kill", name));
            processes.forEach(process -> command.add(String.valueOf(process.pid())));
            try {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void reboot() {
            kill("windlass-node body ");
            host.write("proc/sys/kernel/random/boot_id", "b002\n");
        }

        /** What stands in the place of the script's folder, or of its new files, fails what a full disk fails. */
        @Override
        public void fillDisk(boolean full) {
            var fresh = host.path("var/lib/windlass");
            var inTheWay = Files.isDirectory(fresh) ? fresh.resolve("token.tmp") : fresh;
            try {
                if (full) {
                    Files.createDirectories(inTheWay.getParent());
                    Files.createSymbolicLink(inTheWay, host.path("nowhere/at/all"));
                } else {
                    Files.delete(inTheWay);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            commands.close();
            sshd.close();
            kill("windlass-node body ");
            host.settle();
        }
    }
}
