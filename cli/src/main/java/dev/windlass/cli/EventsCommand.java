package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.screen.Console;
import dev.windlass.cli.screen.EventText;
import dev.windlass.cli.screen.Style;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Shows what was recorded about a cluster, oldest first.")
final class EventsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    FollowOptions patience = new FollowOptions();

    @Parameters(paramLabel = "CLUSTER", converter = ClusterArgument.class, description = "The cluster's name.")
    String cluster = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what happens next, until Ctrl-C.")
    boolean follow;

    @Option(
            names = "--after",
            paramLabel = "SEQUENCE",
            description = "Begins after the event with this number.",
            defaultValue = "0")
    long after;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "With --follow: for at most so long, then ends with 24. Default: no limit.")
    @Nullable
    Duration timeout;

    EventsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (follow && options.output == OutputForm.JSON) {
            throw new CommandFailed(ExitCode.USAGE, "one JSON document can't follow", "use -o jsonl");
        }
        if (after < 0) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--after takes an event's number, from 0, not " + after,
                    "events are numbered from 1");
        }
        try (var session = options.open(console, patience)) {
            var text = new EventText(console.zone(), Style.PLAIN);
            var from = after > 0 ? new Place.AfterSequence(after) : new Place.Beginning();
            return (follow ? followed(session, text, from) : all(session, text, from)).number();
        }
    }

    private ExitCode followed(Session session, EventText text, Place from) {
        // An unknown cluster is an error at once.
        session.reach().get(service -> service.cluster(cluster));
        return session.followingPlainly(cluster, from)
                .within(Optional.ofNullable(timeout))
                .until(event -> {
                    print(session, text, event);
                    return console.out().checkError() ? Optional.of(ExitCode.DONE) : Optional.empty();
                });
    }

    private ExitCode all(Session session, EventText text, Place from) {
        var page = session.reach().get(service -> service.page(cluster, from));
        // Begun after the first answer: where that is a no, nothing is written.
        var document = session.output() == OutputForm.JSON
                ? Optional.of(new EventsDocument(console.out(), cluster))
                : Optional.<EventsDocument>empty();
        while (true) {
            var cursor = Json.text(page, "cursor");
            var place = new Place.After(cursor);
            var events = Json.list(page, "events");
            document.ifPresentOrElse(
                    written -> written.add(events),
                    () -> events.forEach(json -> print(session, text, Event.of(json, place))));
            if (!page.path("more").asBoolean(false) || console.out().checkError()) {
                document.ifPresent(written -> written.end(cursor));
                return ExitCode.DONE;
            }
            page = session.reach().get(service -> service.page(cluster, place));
        }
    }

    private void print(Session session, EventText text, Event event) {
        session.data(event);
        if (session.output() == OutputForm.TABLE) {
            console.out().println(text.history(event));
        }
    }
}
