package dev.windlass.cli.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads its surroundings and writes.
 *
 * @param out data
 * @param err progress and trouble
 * @param terminal the size of the terminal that progress goes to; empty when it does not go to one
 * @param dataTerminal the size of the terminal that data goes to; empty when it does not go to one
 * @param interruptible whether Ctrl-C ends this process and leaves the service running: then a command says how to follow on
 */
public record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Optional<TerminalSize> terminal,
        Optional<TerminalSize> dataTerminal,
        Clock clock,
        ZoneId zone,
        boolean interruptible) {
    /** In characters. */
    public record TerminalSize(int columns, int rows) {}

    private static final int USUAL_COLUMNS = 100;
    private static final int USUAL_ROWS = 40;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    public Console {
        environment = Map.copyOf(environment);
    }

    /** That of this process. */
    public static Console ofProcess() {
        var environment = System.getenv();
        var able = !"dumb".equals(environment.get("TERM"));
        var shows = able && isTerminal(STANDARD_ERROR);
        var showsData = able && isTerminal(STANDARD_OUTPUT);
        var size = shows || showsData ? Optional.of(size(environment)) : Optional.<TerminalSize>empty();
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                environment,
                size.filter(known -> shows),
                size.filter(known -> showsData),
                Clock.systemUTC(),
                ZoneId.systemDefault(),
                true);
    }

    /** The same, where the service ends with this process: then nothing goes on that could be followed. */
    public Console endingWithTheService() {
        return new Console(out, err, environment, terminal, dataTerminal, clock, zone, false);
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Trouble, with the next move on a line of its own. */
    public void trouble(String message, String hint) {
        err.println("windlass: " + message);
        if (!hint.isEmpty()) {
            err.println("windlass: hint: " + hint);
        }
    }

    private static TerminalSize size(Map<String, String> environment) {
        return asked().orElseGet(() -> new TerminalSize(
                number(environment.get("COLUMNS"), USUAL_COLUMNS), number(environment.get("LINES"), USUAL_ROWS)));
    }

    /** Linux says where the stream leads; elsewhere Java says whether the process has a terminal at all. */
    private static boolean isTerminal(int descriptor) {
        var link = Path.of("/proc/self/fd", String.valueOf(descriptor));
        if (Files.isSymbolicLink(link)) {
            try {
                var target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        return System.console() != null && System.console().isTerminal();
    }

    private static Optional<TerminalSize> asked() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var words = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ");
            return words.length == 2
                    ? Optional.of(new TerminalSize(number(words[1], USUAL_COLUMNS), number(words[0], USUAL_ROWS)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String text, int usual) {
        return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : usual;
    }
}
