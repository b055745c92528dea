package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that steer an upgrade. They differ in their word only. */
@Command(
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 accepted, 20 refused, 23 not answered yet."})
final class SteerCommand implements Callable<Integer> {
    enum Verb {
        PAUSE("Lets the node in hand be finished, then holds.", "it holds when the node in hand is finished"),
        RESUME("Lets a paused or halted upgrade go on.", "it goes on"),
        CANCEL("Lets the node in hand be finished, then ends.", "it ends when the node in hand is finished"),
        RETRY("Tries what failed again, with the same plan.", "it is tried again"),
        ROLLBACK("Puts the worker in hand back to its former version, then ends.", "the worker in hand is put back");

        private final String description;
        private final String consequence;

        Verb(String description, String consequence) {
            this.description = description;
            this.consequence = consequence;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final Verb verb;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    FollowOptions patience = new FollowOptions();

    @Parameters(paramLabel = "CLUSTER", converter = ClusterArgument.class, description = "The cluster's name.")
    String cluster = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why. It is kept with the upgrade.")
    String reason = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "60s",
            description = "How long to wait for the planner's answer. Default: 60s.")
    Duration timeout = Duration.ZERO;

    private SteerCommand(Console console, Verb verb) {
        this.console = console;
        this.verb = verb;
    }

    static CommandLine of(Console console, Verb verb) {
        var line = new CommandLine(new SteerCommand(console, verb));
        line.getCommandSpec().name(verb.word()).usageMessage().description(verb.description);
        return line;
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new CommandFailed(ExitCode.USAGE, "--reason needs some words", "");
        }
        try (var session = options.open(console, patience)) {
            return run(session).number();
        }
    }

    private ExitCode run(Session session) {
        var asking = session.asking();
        var asked = asking.ask(Requests.of(console, verb.word(), cluster, Optional.empty(), reason), false);
        var answer = UpgradeCommand.acceptedWithin(session, asking, asked, timeout);
        // Whoever looks next must see it: the status follows the events by some milliseconds.
        var status = session.reach().statusAfter(cluster, answer.sequence());
        console.err().println("windlass: %s is accepted: %s".formatted(verb.word(), verb.consequence));
        session.result(status);
        return ExitCode.DONE;
    }
}
