package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's own server on a loopback port, as this user, with keys of its own, in front of a {@link FakeHost}. What a client runs
 * is run with the host's tools, and its {@code sudo} does what the host's file sudo-says says.
 */
final class TestSshd implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path KEYS = Path.of("target", "test-keys").toAbsolutePath();

    private final FakeHost host;
    private final Path folder;
    private final int port;
    private Process process;

    private TestSshd(FakeHost host, Path folder, int port) throws IOException {
        this.host = host;
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Skips the test, in words, where there is no sshd. */
    static TestSshd start(FakeHost host) {
        Assumptions.assumeTrue(Files.isExecutable(SSHD), "skipped: no " + SSHD + " (install openssh-server)");
        try (var free = new ServerSocket(0)) {
            makeKeys();
            var folder = Files.createDirectories(host.path("sshd"));
            for (var name : List.of("host_ed25519", "host_rsa", "id")) {
                Files.copy(KEYS.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                Files.copy(KEYS.resolve(name + ".pub"), folder.resolve(name + ".pub"));
            }
            Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
            login(host, folder);
            // Where sshd is started as root it wants this folder, which its service makes.
            if (System.getProperty("user.name").equals("root")) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
            var port = free.getLocalPort();
            free.close();
            return new TestSshd(host, folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Once for all tests: an RSA key takes a while.
    private static synchronized void makeKeys() throws IOException {
        Files.createDirectories(KEYS);
        for (var name : List.of("host_ed25519", "host_rsa", "id")) {
            if (!Files.exists(KEYS.resolve(name + ".pub"))) {
                Files.deleteIfExists(KEYS.resolve(name));
                key(KEYS.resolve(name), name.endsWith("rsa") ? "rsa" : "ed25519", "");
            }
        }
    }

    private static void login(FakeHost host, Path folder) throws IOException {
        script(host.path("bin/sudo"), """
                #!/bin/bash
                says=%1$s/sudo-says
                if [[ -e $says ]] && ! { [[ -e %1$s/sudo-lets-script ]] && [[ $2 == */windlass-node ]]; }; then cat "$says" >&2; exit 1; fi
                shift
                exec "$@"
                """.formatted(host.path("").toString()));
        script(host.path("bin/chown"), "#!/bin/bash\n");
        script(folder.resolve("login"), """
                #!/bin/bash
                echo "Welcome to this host. All is logged."
                export PATH=%1$s/bin:%2$s
                exec /bin/bash -c "${SSH_ORIGINAL_COMMAND//\\/usr\\/local\\/libexec/%1$s/usr/local/libexec}"
                """.formatted(
                        host.path("").toString().replaceAll("/$", ""),
                        Path.of("target/plain-tools").toAbsolutePath()));
    }

    private static void script(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        file.toFile().setExecutable(true);
    }

    private Process launch() throws IOException {
        var config = folder.resolve("sshd_config");
        Files.writeString(config, """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %2$s/host_ed25519
                HostKey %2$s/host_rsa
                PidFile none
                AuthorizedKeysFile %2$s/authorized_keys
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin yes
                AllowTcpForwarding yes
                LogLevel VERBOSE
                ForceCommand %2$s/login
                """.formatted(port, folder));
        var sshd = new ProcessBuilder(SSHD.toString(), "-D", "-f", config.toString(), "-E", log().toString()).start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !sshd.isAlive() || listens());
        Assumptions.assumeTrue(sshd.isAlive(), () -> "skipped: sshd does not run here: " + logged());
        return sshd;
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    private Path log() {
        return folder.resolve("log");
    }

    String logged() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long logins() {
        return logged().lines()
                .filter(line -> line.contains("Accepted publickey"))
                .count();
    }

    /** This host, as a client that has everything right sees it. */
    NodeEndpoint endpoint() {
        return endpoint(knownHosts("host_ed25519", "host_rsa"), folder.resolve("id"), Optional.empty());
    }

    NodeEndpoint endpoint(Path knownHosts, Path key, Optional<SshAccess.Bastion> bastion) {
        var access = new SshAccess(System.getProperty("user.name"), key, knownHosts, bastion);
        return new NodeEndpoint(new ClusterName("demo"), new NodeName("k8s-n1"), "127.0.0.1", port, access);
    }

    /** A known_hosts file with these of this server's keys. */
    Path knownHosts(String... keys) {
        try {
            var lines = new ArrayList<String>();
            for (var key : keys) {
                var words = Files.readString(folder.resolve(key + ".pub")).split(" ");
                lines.add("[127.0.0.1]:" + port + " " + words[0] + " " + words[1]);
            }
            return Files.write(Files.createTempFile(folder, "known_hosts", ""), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path key(Path file, String type, String passphrase) throws IOException {
        run(List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString()));
        return file;
    }

    private static void run(List<String> words) throws IOException {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Cuts every connection that is open now, as a network that goes away would; the server stays. */
    void cut() {
        var open = sessions().toList();
        open.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> open.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Stream<ProcessHandle> sessions() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").contains("sshd"));
    }

    void stop() {
        sessions().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    void startAgain() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NodeScript script() {
        return NodeScript.of(host.script());
    }

    @Override
    public void close() {
        stop();
    }
}
