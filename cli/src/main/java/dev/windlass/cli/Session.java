package dev.windlass.cli;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.client.PlannerClient;
import dev.windlass.cli.client.ServerAddress;
import dev.windlass.cli.follow.Asking;
import dev.windlass.cli.follow.Following;
import dev.windlass.cli.follow.Reach;
import dev.windlass.cli.screen.Console;
import dev.windlass.cli.screen.LiveProgress;
import dev.windlass.cli.screen.PlainProgress;
import dev.windlass.cli.screen.PlanText;
import dev.windlass.cli.screen.Progress;
import dev.windlass.cli.screen.StatusText;
import dev.windlass.cli.screen.Style;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One command's talk with the service, and what it writes. For one thread. */
final class Session implements AutoCloseable {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Console console;
    private final Style style;
    private final OutputForm output;
    private final Duration giveUpAfter;
    private final PlannerClient client;
    private final Reach reach;
    private final Progress plain;
    private final Progress progress;

    Session(
            Console console,
            Style style,
            OutputForm output,
            ServerAddress server,
            Duration patience,
            Duration giveUpAfter) {
        this.console = console;
        this.style = style;
        this.output = output;
        this.giveUpAfter = giveUpAfter;
        this.client = new PlannerClient(server);
        this.reach = new Reach(client, console, patience);
        this.plain = new PlainProgress(console, style);
        this.progress = console.terminal()
                .filter(size -> output != OutputForm.JSONL)
                .<Progress>map(size -> new LiveProgress(console, size, style))
                .orElse(plain);
    }

    Console console() {
        return console;
    }

    OutputForm output() {
        return output;
    }

    Reach reach() {
        return reach;
    }

    Progress progress() {
        return progress;
    }

    Asking asking() {
        return new Asking(reach, progress, giveUpAfter);
    }

    Following following(String cluster, Place from) {
        return new Following(reach, progress, cluster, from, giveUpAfter);
    }

    /** For whoever writes events as data: a table that is drawn over itself would go up over them on the same terminal. */
    Following followingPlainly(String cluster, Place from) {
        return new Following(reach, plain, cluster, from, giveUpAfter);
    }

    /** An event as data, where lines of JSON were asked for. */
    void data(Event event) {
        if (output == OutputForm.JSONL) {
            console.out().println(event.json());
        }
    }

    /** Where a cluster is, as data. */
    void result(ClusterStatus status) {
        result(status.json(), text().of(status, console.clock().instant()));
    }

    /** One document as data; for people there is a text instead. */
    void result(JsonNode document, List<String> text) {
        switch (output) {
            case TABLE -> text.forEach(console.out()::println);
            case JSON -> console.out().println(Json.pretty(document));
            case JSONL -> console.out().println(document);
        }
    }

    /** Data may go to a file while progress goes to the terminal: then it is not coloured, for it looks the same in both. */
    StatusText text() {
        return new StatusText(Style.PLAIN, columns());
    }

    PlanText planText() {
        return new PlanText(Style.PLAIN, columns());
    }

    PlanText planProgress() {
        return new PlanText(style, columns());
    }

    /** Only a terminal has an edge: what goes to a file or a pipe is whole. */
    private int columns() {
        return console.dataTerminal().map(Console.TerminalSize::columns).orElse(NO_LIMIT);
    }

    @Override
    public void close() {
        progress.end();
        client.close();
    }
}
