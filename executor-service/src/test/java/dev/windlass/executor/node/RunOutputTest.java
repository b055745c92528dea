package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunOutputTest {
    private final List<String> chunks = new ArrayList<>();
    private final RunOutput output = new RunOutput(chunks::add);

    @Test
    void shouldGiveWholeLinesWhereverTheBytesAreCut() {
        var bytes = "größer\nzwei".getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < bytes.length; i++) {
            output.add(Bytes.of(bytes, i, i + 1));
        }
        assertThat(chunks).containsExactly("größer\n");

        output.end();
        assertThat(chunks).containsExactly("größer\n", "zwei\n");
    }

    @Test
    void shouldLeaveOutWhatAProgressBarWroteOver() {
        add("(Reading ... \r(Reading ... 5%\r(Reading ... 100%\rdone\n");

        assertThat(chunks).containsExactly("done\n");
    }

    @Test
    void shouldGiveLinesEndedByACarriageReturnToo() {
        add("windows\r\n");

        assertThat(chunks).containsExactly("windows\n");
    }

    @Test
    void shouldBoundChunksAndTheWhole() {
        add("x".repeat(100_000) + "\n");
        for (var i = 0; i < 2_000; i++) {
            add("y".repeat(999) + "\n");
        }

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.length()).isLessThanOrEqualTo(8_192));
        assertThat(chunks.stream().mapToInt(String::length).sum()).isLessThan(RunOutput.MOST_STREAMED + 9_000);
        assertThat(chunks.getLast()).endsWith("[the rest of this output is only on the node]\n");
    }

    @Test
    void shouldNotGiveAPartOfATokenWhereALongLineIsCut() {
        for (var length = 3_960; length < 4_000; length++) {
            add("x ".repeat(length / 2) + " ".repeat(length % 2) + "abcdef.0123456789abcdef --x 1\n");
        }

        assertThat(chunks).noneMatch(chunk -> chunk.contains("0123456"));
        assertThat(output.lastLines()).contains("x ...");
    }

    @Test
    void shouldRememberTheLastLinesAndWhatTheScriptSaid() {
        add("a\n".repeat(100) + "windlass-node: the disk is full --token geheim\nbye\n");

        assertThat(output.lastLines().lines()).hasSize(20).endsWith("bye");
        assertThat(output.scriptSaid()).contains("the disk is full --token [hidden]");
    }

    private void add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.add(Bytes.of(bytes, 0, bytes.length));
    }
}
