package dev.windlass.simulator.ssh;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.SimulatedClusterServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;

/** A connection of sshj to a simulated host, as an executor makes one. */
public final class SshClient implements AutoCloseable {
    private static final String SCRIPT = "/usr/local/libexec/windlass/windlass-node";

    private final SSHClient ssh = new SSHClient();

    /** What a command printed and how it ended. */
    public record Result(int status, String output, String errors) {}

    public SshClient(SimulatedClusterServer server, NodeName node) throws IOException {
        var address = server.nodeAddresses().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow();
        ssh.loadKnownHosts(server.knownHosts().toFile());
        ssh.connect(address.host(), address.port());
        ssh.authPublickey(server.sshUser(), server.privateKey().toString());
    }

    public Result run(String line, byte[] input) throws IOException {
        try (var session = ssh.startSession();
                var command = session.exec(line)) {
            if (input.length > 0) {
                command.getOutputStream().write(input);
                command.getOutputStream().close();
            }
            var output = IOUtils.readFully(command.getInputStream()).toString(StandardCharsets.UTF_8);
            var errors = IOUtils.readFully(command.getErrorStream()).toString(StandardCharsets.UTF_8);
            command.join();
            return new Result(command.getExitStatus(), output, errors);
        }
    }

    public void install(String script) throws IOException {
        run("sudo -n /bin/sh -c 'cat >" + SCRIPT + "'", script.getBytes(StandardCharsets.UTF_8));
    }

    /** What the node's script answers. */
    public String script(String arguments) throws IOException {
        return run("sudo -n " + SCRIPT + " " + arguments, new byte[0]).output();
    }

    @Override
    public void close() throws IOException {
        ssh.close();
    }

    /** A time on the host's own clock for which an order is surely good. */
    public String soon() throws IOException {
        var now = script("clock")
                .strip()
                .replace("windlass-node/1 clock now=", "")
                .split(":");
        return now[0] + ":" + (Long.parseLong(now[1]) + 360_000);
    }
}
