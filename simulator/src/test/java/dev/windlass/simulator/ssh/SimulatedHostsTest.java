package dev.windlass.simulator.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHostsTest {
    private static final NodeName WORKER = new NodeName("k8s-n1");
    private static final String SCRIPT = "/usr/local/libexec/windlass/windlass-node";

    @TempDir
    Path directory;

    private SimulatedClusterServer server;

    @BeforeEach
    void start() throws Exception {
        server = SimulatedClusterServer.start(DemoCluster.shape(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void shouldTakeTheScriptAndRunIt() throws Exception {
        try (var ssh = new SshClient(server, WORKER)) {
            assertThat(ssh.run("sha256sum " + SCRIPT, new byte[0]).status()).isEqualTo(1);
            assertThat(ssh.run("sudo -n " + SCRIPT + " inspect", new byte[0]).errors())
                    .contains("command not found");

            var script = "#!/bin/bash\necho\n".getBytes(StandardCharsets.UTF_8);
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(script));
            var install = "sudo -n /bin/sh -c 'cat >%s.new && echo '\\''%s  x'\\'' | sha256sum -c && mv %s.new %s'"
                    .formatted(SCRIPT, hash, SCRIPT, SCRIPT);
            assertThat(ssh.run(install, "half".getBytes(StandardCharsets.UTF_8)).status())
                    .isEqualTo(1);
            assertThat(ssh.run(install, script).status()).isZero();

            assertThat(ssh.run("sha256sum " + SCRIPT, new byte[0]).output()).isEqualTo(hash + "  " + SCRIPT + "\n");
            assertThat(ssh.script("inspect 1.16"))
                    .startsWith("windlass-node/1 facts\n")
                    .contains("hostname=k8s-n1\n", "available 1.16 1.16.0-0\n");
            assertThat(ssh.run("sudo -n " + SCRIPT + " reinstall", new byte[0]).status())
                    .isEqualTo(64);
        }
    }

    @Test
    void shouldKnowNoOtherCommands() throws Exception {
        try (var ssh = new SshClient(server, WORKER)) {
            assertThat(ssh.run("rm -rf /", new byte[0]))
                    .isEqualTo(new SshClient.Result(127, "", "bash: rm: command not found\n"));
            assertThat(ssh.run("sudo -n true", new byte[0]).status()).isZero();
        }
    }

    @Test
    void shouldRefuseOtherUsersAndHostKeys() throws Exception {
        var address = server.nodeAddresses().getFirst();
        try (var ssh = new SSHClient()) {
            ssh.loadKnownHosts(server.knownHosts().toFile());
            ssh.connect(address.host(), address.port());
            assertThatThrownBy(
                            () -> ssh.authPublickey("root", server.privateKey().toString()))
                    .isInstanceOf(UserAuthException.class);
        }
        try (var ssh = new SSHClient()) {
            ssh.loadKnownHosts(
                    java.nio.file.Files.createFile(directory.resolve("nobody")).toFile());
            assertThatThrownBy(() -> ssh.connect(address.host(), address.port()))
                    .isInstanceOf(TransportException.class);
        }
    }

    @Test
    void shouldGoOnWhileTheConnectionIsCut() throws Exception {
        try (var ssh = new SshClient(server, WORKER)) {
            ssh.install("#!/bin/bash\n");
            ssh.script("start 1 run-1 " + ssh.soon() + " switch-repository 1.16");
            server.cutSsh(WORKER);
            assertThatThrownBy(() -> ssh.script("poll 1 run-1 0")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> new SshClient(server, WORKER)).isInstanceOf(IOException.class);
        }
        server.joinSsh(WORKER);
        try (var ssh = new SshClient(server, WORKER)) {
            assertThat(ssh.script("start 1 run-1 " + ssh.soon() + " switch-repository 1.16"))
                    .doesNotContain("lost");
        }
    }
}
