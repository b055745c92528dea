package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher windlass, run by bash: what it starts java with, and what it does where it can't build. */
class LauncherTest {
    private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";
    private static final String FUNCTION =
            "eval \"$(sed -n '/^java_options()/,/^}/p' ../windlass)\"; java_options \"$@\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void shouldEndAServiceThatIsOutOfMemory(String command) throws Exception {
        assertThat(options(command, "--help").split(" ")).contains(EXIT);
    }

    @Test
    void shouldAskLittleForAShortWord() throws Exception {
        assertThat(options("status", "demo")).contains("-Xmx128m").doesNotContain(EXIT);
    }

    /** Not even root can make anything in /dev/null. */
    @Test
    void shouldNotWaitForABuilderWhereNobodyCanBuild() throws Exception {
        var script =
                "set -eu; UNAVAILABLE=69; eval \"$(sed -n '/^say()/p;/^take_build_lock()/,/^}/p;/^no_build_lock()/,/^}/p'"
                        + " ../windlass)\"; take_build_lock \"$1\"";
        for (var lock : List.of(
                "/dev/null/target/launcher.lock",
                Files.createTempFile(directory, "taken", "").toString())) {
            var process = new ProcessBuilder("bash", "-c", script, "windlass", lock)
                    .redirectErrorStream(true)
                    .start();
            try (var said = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
                assertThat(said.readAllAsString())
                        .startsWith("windlass: the program has to be built, and " + lock + " can't be made: ");
                assertThat(process.exitValue()).isEqualTo(69);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void shouldKeepTheProgramWhereItCantBeBuiltAgain() throws Exception {
        var launcher = Files.copy(Path.of("../windlass"), directory.resolve("windlass"));
        var program = directory.resolve("standalone/target/lib/windlass.jar");
        Files.createDirectories(program.getParent());
        Files.createFile(program);
        var builder = new ProcessBuilder("bash", launcher.toString(), "--version").redirectErrorStream(true);
        builder.environment().put("WINDLASS_REBUILD", "1");
        builder.environment().put("WINDLASS_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", toolsWithoutMaven().toString());
        var process = builder.start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readAllAsString()).contains("mvn is not on the PATH");
            assertThat(process.waitFor()).isEqualTo(69);
        }
        assertThat(program).exists();
        assertThat(directory.resolve("target/launcher.lock")).doesNotExist();
    }

    private Path toolsWithoutMaven() throws Exception {
        var tools = Files.createDirectory(directory.resolve("tools"));
        for (var name : List.of("bash", "dirname", "ln", "mkdir", "readlink", "rm", "sed", "sleep")) {
            var tool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(each -> Path.of(each, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            var stand = Files.writeString(tools.resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(tool));
            assertThat(stand.toFile().setExecutable(true)).isTrue();
        }
        return tools;
    }

    private static String options(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash", "-c", FUNCTION, "windlass"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            return said.readAllAsString().strip();
        }
    }
}
