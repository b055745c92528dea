package dev.windlass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher windlass starts java with: its own function, run by bash. */
class LauncherTest {
    private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";
    private static final String FUNCTION =
            "eval \"$(sed -n '/^java_options()/,/^}/p' ../windlass)\"; java_options \"$@\"";

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void shouldEndAServiceThatIsOutOfMemory(String command) throws Exception {
        assertThat(options(command, "--help").split(" ")).contains(EXIT);
    }

    @Test
    void shouldAskLittleForAShortWord() throws Exception {
        assertThat(options("status", "demo")).contains("-Xmx128m").doesNotContain(EXIT);
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
