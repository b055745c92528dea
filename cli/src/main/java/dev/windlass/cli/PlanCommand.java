package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.Ending;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.screen.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Looks at a cluster and says how it would be upgraded, or what forbids it. Changes nothing.",
        footer = {"", "Exit codes: 0 planned, 2 with --detailed-exitcode where there is something to do, 20 refused."})
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    FollowOptions patience = new FollowOptions();

    @Parameters(paramLabel = "CLUSTER", converter = ClusterArgument.class, description = "The cluster's name.")
    String cluster = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "VERSION",
            converter = VersionArgument.class,
            description = "The version that every node is to have, such as v1.20.2.")
    String target = "";

    @Option(names = "--detailed-exitcode", description = "Ends with 2 where there is something to do.")
    boolean detailed;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why. It is kept with the plan.",
            defaultValue = "asked for on the command line")
    String reason = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "10m",
            description = "How long the inspection may take. Default: 10m.")
    Duration timeout = Duration.ZERO;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var session = options.open(console, patience)) {
            return run(session).number();
        }
    }

    private ExitCode run(Session session) {
        var asking = session.asking();
        var request =
                Requests.of(console, "plan", cluster, Optional.empty(), reason).put("target", target);
        var asked = asking.ask(request, false);
        asked.following().within(Optional.of(timeout));
        var answer = UpgradeCommand.accepted(session, asking, asked);
        var upgrade = answer.upgrade().orElse("");
        var end =
                asking.after(asked, answer).within(Optional.of(timeout)).until(event -> judge(session, upgrade, event));
        session.progress().clear();
        if (!end.type().equals("UpgradePlanned")) {
            throw refused(end);
        }
        session.reach().statusAfter(cluster, end.sequence());
        var plan = session.reach().get(service -> service.plan(cluster));
        if (!plan.upgrade().equals(upgrade)) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "another request for " + cluster + " came in between",
                    "windlass status " + cluster);
        }
        session.result(plan.json(), session.planText().full(plan));
        return detailed && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
    }

    private static Optional<Event> judge(Session session, String upgrade, Event event) {
        if (!event.isAbout(upgrade)) {
            return Optional.empty();
        }
        session.progress().event(event);
        return Ending.of(event).map(code -> event);
    }

    private static CommandFailed refused(Event end) {
        var reasons = Json.texts(end.json(), "reasons");
        var words = reasons.isEmpty() ? end.words() : String.join("\nwindlass: ", reasons);
        return new CommandFailed(Ending.of(end).orElse(ExitCode.FAILED), words, "");
    }
}
