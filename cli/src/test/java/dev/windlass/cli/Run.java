package dev.windlass.cli;

import dev.windlass.cli.screen.Console;
import dev.windlass.cli.screen.Console.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command as a user would, and keeps what it wrote. */
final class Run {
    /** Now, for every command. */
    static final Instant NOW = Instant.parse("2026-11-24T03:05:00Z");

    private static final boolean WRITE = "true".equals(System.getenv("WINDLASS_WRITE_GOLDEN"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment;
    private final Optional<TerminalSize> terminal;
    private final Optional<TerminalSize> dataTerminal;

    private Run(Map<String, String> environment, Optional<TerminalSize> terminal, Optional<TerminalSize> dataTerminal) {
        this.environment = environment;
        this.terminal = terminal;
        this.dataTerminal = dataTerminal;
    }

    static Run to(FakePlanner planner) {
        return new Run(
                Map.of("WINDLASS_SERVER", planner.address(), "WINDLASS_CONNECT_TIMEOUT", "2s", "USER", "tester"),
                Optional.empty(),
                Optional.empty());
    }

    static Run with(Map<String, String> environment) {
        return new Run(environment, Optional.empty(), Optional.empty());
    }

    /** Progress goes to a terminal; data goes elsewhere. */
    Run onTerminal(int columns, int rows) {
        return new Run(environment, Optional.of(new TerminalSize(columns, rows)), Optional.empty());
    }

    /** Data goes to a terminal; progress goes elsewhere. */
    Run dataOnTerminal(int columns, int rows) {
        return new Run(environment, Optional.empty(), Optional.of(new TerminalSize(columns, rows)));
    }

    int run(String... args) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                terminal,
                dataTerminal,
                Clock.fixed(NOW, ZoneOffset.UTC),
                ZoneOffset.UTC,
                false);
        return WindlassCommand.run(console, args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> outLines() {
        return out().lines().toList();
    }

    /** What a golden file says; with WINDLASS_WRITE_GOLDEN=true it is written anew. */
    static String golden(String name, String actual) {
        var file = Path.of("src/test/resources/dev/windlass/cli", name);
        try {
            if (WRITE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is on the screen after these bytes were written to a terminal that knows what is used here: lines, carriage return, up,
     * and erase to the end.
     */
    static List<String> screen(String written) {
        var lines = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
        var row = 0;
        for (var i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c == '\n') {
                row++;
                while (lines.size() <= row) {
                    lines.add(new StringBuilder());
                }
            } else if (c == '\u001b') {
                var end = i + 2;
                while (!Character.isLetter(written.charAt(end))) {
                    end++;
                }
                var number = written.substring(i + 2, end);
                if (written.charAt(end) == 'A') {
                    row -= Integer.parseInt(number);
                } else if (written.charAt(end) == 'J') {
                    while (lines.size() > row + 1) {
                        lines.removeLast();
                    }
                    lines.get(row).setLength(0);
                }
                i = end;
            } else if (c != '\r') {
                lines.get(row).append(c);
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
