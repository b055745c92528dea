package dev.windlass.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class's main in a JVM of its own, with the same class path. */
final class OtherProcess {
    private OtherProcess() {}

    static Process start(Class<?> main, String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What it said until its end. */
    static String run(Class<?> main, String... args) throws IOException {
        var process = start(main, args);
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            return String.join("\n", said.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
