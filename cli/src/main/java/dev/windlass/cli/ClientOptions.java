package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.ServerAddress;
import dev.windlass.cli.screen.Console;
import dev.windlass.cli.screen.Style;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command that talks to the service can be told. */
final class ClientOptions {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    /** Whoever follows an upgrade expects a service that was killed to come back, on a busy machine too. */
    private static final Duration FOLLOWING_TIMEOUT = Duration.ofSeconds(60);

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Where the planner's API is. Default: WINDLASS_SERVER, else http://127.0.0.1:8480.")
    @Nullable
    String server;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "At the start: how long to wait for a service that does not answer yet. Default:"
                    + " WINDLASS_CONNECT_TIMEOUT, else 20s, and 60s for watch.")
    @Nullable
    Duration connectTimeout;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or jsonl. Data goes to standard output, progress to standard error.")
    OutputForm output = OutputForm.TABLE;

    @Option(names = "--no-color", description = "No colours; the same as NO_COLOR=1.")
    boolean noColor;

    /** For a command that asks once. */
    Session open(Console console) {
        return open(console, CONNECT_TIMEOUT, Duration.ZERO);
    }

    /** For a command that asks for something and follows what comes of it. */
    Session open(Console console, FollowOptions following) {
        return open(console, CONNECT_TIMEOUT, following.giveUpAfter);
    }

    /** For a command that follows what is under way already. */
    Session openToFollow(Console console, FollowOptions following) {
        return open(console, FOLLOWING_TIMEOUT, following.giveUpAfter);
    }

    private Session open(Console console, Duration usual, Duration giveUpAfter) {
        var address = server == null ? console.variable("WINDLASS_SERVER").orElse("") : server;
        var coloured = !noColor
                && console.variable("NO_COLOR").isEmpty()
                && console.terminal().isPresent();
        return new Session(
                console,
                new Style(coloured),
                output,
                address.isEmpty() ? ServerAddress.LOCAL : ServerAddress.parse(address),
                patience(console, usual),
                giveUpAfter);
    }

    private Duration patience(Console console, Duration usual) {
        if (connectTimeout != null) {
            return connectTimeout;
        }
        var variable = console.variable("WINDLASS_CONNECT_TIMEOUT");
        try {
            return variable.map(new DurationText()::convert).orElse(usual);
        } catch (TypeConversionException e) {
            throw new CommandFailed(ExitCode.USAGE, "WINDLASS_CONNECT_TIMEOUT: " + e.getMessage(), "");
        }
    }
}
