package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * The contract on a kubeadm worker with systemd, which system-tests/contract-nodes.sh makes: WINDLASS_TEST_SSH is user@host:port,
 * WINDLASS_TEST_SSH_KEY and WINDLASS_TEST_SSH_KNOWN_HOSTS name files, WINDLASS_TEST_REBOOT is a command that reboots it. Nothing that
 * its cluster uses is changed.
 */
class LabNodeContractTest extends HostContract {
    @Override
    ContractNode open() throws Exception {
        var way = System.getenv("WINDLASS_TEST_SSH");
        Assumptions.assumeTrue(way != null && !way.isEmpty(), "skipped: no lab (WINDLASS_TEST_SSH names no node)");
        var words = way.split("[@:]");
        var access = new SshAccess(
                words[0],
                Path.of(System.getenv("WINDLASS_TEST_SSH_KEY")),
                Path.of(System.getenv("WINDLASS_TEST_SSH_KNOWN_HOSTS")),
                Optional.empty());
        var endpoint = new NodeEndpoint(
                new ClusterName("lab"), new NodeName("worker"), words[1], Integer.parseInt(words[2]), access);
        var commands = new NodeConnections(NodeConnections.Timing.USUAL, Clockwork.system());
        var seen = answer(new NodeProtocol(commands, Clockwork.system()).inspect(endpoint, List.of()));
        return new LabNode(
                commands, endpoint, Objects.requireNonNull(seen.installed().get("kubelet")));
    }

    private record LabNode(NodeConnections commands, NodeEndpoint endpoint, PackageRevision installed)
            implements ContractNode {
        private static final String STATE = "/var/lib/windlass";
        // The verb copies it, and a copy of a pipe waits for somebody who writes. Clusters of these versions have none.
        private static final String PIPE = "/var/lib/kubelet/instance-config.yaml";

        @Override
        public void hold() {
            root("mkfifo " + PIPE);
        }

        @Override
        public void release() {
            root("[ ! -p %1$s ] || : 1<>%1$s".formatted(PIPE));
        }

        @Override
        public void killUnit(RunId run) {
            root("systemctl kill --signal=KILL windlass-" + run + ".service");
        }

        @Override
        public void reboot() {
            var command = System.getenv("WINDLASS_TEST_REBOOT");
            Assumptions.assumeTrue(
                    command != null && !command.isEmpty(),
                    "skipped: WINDLASS_TEST_REBOOT says nothing that reboots it");
            try {
                var reboot = new ProcessBuilder("sh", "-c", command).inheritIO().start();
                assertThat(reboot.waitFor()).as(command).isZero();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(3)).until(this::answers);
        }

        private boolean answers() throws InterruptedException {
            commands.forget(endpoint);
            return commands.run(endpoint, List.of("true"), Duration.ofSeconds(20)) instanceof NodeReply.Answered;
        }

        /** One of its own, of a megabyte, over the script's folder: what else needs the node's disk has it. */
        @Override
        public void fillDisk(boolean full) {
            root("mkdir -p %1$s && { mountpoint -q %1$s || mount -t tmpfs -o size=1m,mode=700 tmpfs %1$s; }"
                    .formatted(STATE));
            root(full ? "! head -c 2M /dev/zero >" + STATE + "/.fill 2>/dev/null" : "rm -f " + STATE + "/.fill");
        }

        @Override
        public void close() {
            release();
            root("rm -f %1$s && { ! mountpoint -q %2$s || umount -l %2$s; }".formatted(PIPE, STATE));
            commands.close();
        }

        private void root(String line) {
            try {
                var reply =
                        commands.run(endpoint, List.of("sudo", "-n", "/bin/bash", "-c", line), Duration.ofMinutes(1));
                assertThat(answer(reply))
                        .as(line)
                        .extracting(CommandOutput::status)
                        .isEqualTo(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
