package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a word is, a real shell takes it apart again as it was, and does nothing else. */
@Timeout(300)
class ShellLineFuzzTest {
    static List<String> words() {
        return List.of(
                "sudo -n a",
                "it's",
                "''",
                "$(id) `id` ${x} $x",
                "a\\b\\'c\"d\"",
                "\n;|&<>()[]*?~#!%\t\r",
                "größer \u0081\u0082\u0088 \uD83D\uDE00",
                "-n\u0001--",
                "\u0001\u0001x");
    }

    /** @param joined the words, with U+0001 between them */
    @MethodSource("words")
    @FuzzTest
    void shouldComeBackFromAShell(@NotNull @WithUtf8Length(max = 2_000) String joined) throws Exception {
        var words = List.of(joined.replace("\0", "").split("\u0001", -1));
        // What is no character cannot be encoded, and so never comes to a shell.
        var encodable = new String(joined.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(joined);
        if (encodable) {
            assertThat(printed("printf '%s\\001' " + ShellLine.of(words)))
                    .isEqualTo(words.stream().map(word -> word + "\u0001").collect(Collectors.joining()));
        }
    }

    private static String printed(String line) throws IOException {
        var process = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (var script = process.getOutputStream()) {
            script.write(line.getBytes(StandardCharsets.UTF_8));
        }
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
