package dev.windlass.executor.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;

/** One open connection, over which any number of commands run, a few at a time. Thread-safe. */
final class SshLink {
    private static final int MOST_OUTPUT = 512 * 1024;
    private static final int MOST_ERRORS = 16 * 1024;
    private static final int SECONDS_TO_END = 10;

    private final SSHClient client;

    SshLink(SSHClient client) {
        this.client = client;
    }

    SSHClient client() {
        return client;
    }

    boolean isOpen() {
        return client.isConnected() && client.isAuthenticated();
    }

    /** @throws NotSent when the command did not leave this host: it is safe to try again on another connection */
    CommandOutput run(String line, byte[] input) throws NotSent, IOException {
        Session session;
        try {
            session = client.startSession();
        } catch (IOException | IllegalStateException e) {
            if (isOpen() && e instanceof IOException refused) {
                throw refused;
            }
            throw new NotSent(e);
        }
        try (session) {
            var command = session.exec(line);
            send(command, input);
            var output = read(command.getInputStream(), MOST_OUTPUT);
            var errors = read(command.getErrorStream(), MOST_ERRORS);
            command.join(SECONDS_TO_END, TimeUnit.SECONDS);
            var status = command.getExitStatus();
            if (status == null) {
                throw new IOException("the command was cut off before it ended");
            }
            return new CommandOutput(status, output, new String(errors, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static void send(Command command, byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        // A command that ended without reading, such as a sudo that refuses, still has something to say.
        try (var to = command.getOutputStream()) {
            to.write(input);
        } catch (IOException e) {
            if (!command.isOpen() && command.getExitStatus() == null) {
                throw e;
            }
        }
    }

    // Whatever is beyond the limit is read and dropped, so that the command can end.
    private static byte[] read(InputStream in, int most) throws IOException {
        var kept = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            kept.write(buffer, 0, Math.min(n, most - kept.size()));
        }
        return kept.toByteArray();
    }

    /** The connection was dead before the command could be sent. */
    static final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;

        NotSent(Exception cause) {
            super(cause);
        }
    }
}
