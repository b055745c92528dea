package dev.windlass.simulator.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command line on an SSH channel. */
final class ShellCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);

    private final Shell shell;
    private final String line;
    private InputStream input = InputStream.nullInputStream();
    private OutputStream output = OutputStream.nullOutputStream();
    private OutputStream errors = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, closeImmediately) -> {};

    ShellCommand(Shell shell, String line) {
        this.shell = shell;
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.ofVirtual().name("simulated-shell").start(this::run);
    }

    private void run() {
        try {
            var result = shell.run(line, input);
            output.write(result.output().getBytes(StandardCharsets.UTF_8));
            output.flush();
            errors.write(result.errors().getBytes(StandardCharsets.UTF_8));
            errors.flush();
            exit.onExit(result.status());
        } catch (IOException e) {
            LOG.debug("the client left before it had the answer to: {}", line, e);
            exit.onExit(1);
        } catch (RuntimeException e) {
            LOG.error("the simulated host could not run: {}", line, e);
            exit.onExit(1, e.toString());
        }
    }

    @Override
    public void destroy(ChannelSession channel) {}
}
