package dev.windlass.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Runs the demo in this process, and keeps what it says. */
final class DemoOutput implements AutoCloseable {
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    DemoOutput() {
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        System.setOut(out);
    }

    int run(String... arguments) {
        return new CommandLine(new DemoCommand()).execute(arguments);
    }

    String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The rows of the last table, as kubectl get no prints it. */
    List<String> nodes() {
        var text = text();
        return text.substring(text.lastIndexOf("NAME "))
                .lines()
                .skip(1)
                .filter(row -> !row.isBlank())
                .toList();
    }
}
