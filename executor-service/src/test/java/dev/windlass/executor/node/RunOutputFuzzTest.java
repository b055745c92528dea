package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a verb prints, and wherever it is cut, it comes out the same, bounded and without its secrets. */
@Timeout(300)
class RunOutputFuzzTest {
    private static final String TOKEN = "qwxyzv.q7w8x9y0z1v2q3w4";
    private static final String SECRET_PART = "q7w8x9";

    private record Told(String all, String lastLines) {}

    static List<Arguments> outputs() {
        return List.of(
                Arguments.of(utf8("größer\nzwei"), 2),
                Arguments.of(utf8("(Reading ... \r(Reading ... 5%\rdone\r\n"), 9),
                Arguments.of(
                        utf8("key: -----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\nx\n"), 50),
                Arguments.of(utf8("x".repeat(10_000) + "\nwindlass-node: full\n"), 4_000),
                Arguments.of(utf8("a.".repeat(2_000) + "\n"), 1),
                Arguments.of(utf8("eyJ-".repeat(1_000) + "\n"), 1),
                Arguments.of(utf8("password: ".repeat(400) + "\n"), 1),
                Arguments.of(
                        utf8("Authorization: Basic dXNlcjpwYXNz\nclient-key-data: LS0t\nhttps://me:pw@host/\n"), 3),
                Arguments.of(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98, '\n', (byte) 0xc3}, 2));
    }

    @MethodSource("outputs")
    @FuzzTest
    void shouldBeTheSameWhereverItIsCut(byte @NotNull [] output, int at) throws Exception {
        var cut = Math.floorMod(at, output.length + 1);
        // A line is at most 4,000 characters, and each rule of the mask copies it.
        Cost.of(output.length, 4 << 20, 1_000).bound(() -> {
            var whole = told(Bytes.of(output, 0, output.length));
            var inTwo = told(Bytes.of(output, 0, cut), Bytes.of(output, cut, output.length));
            assertThat(inTwo.equals(whole)).isTrue();
        });
    }

    static List<Arguments> surroundings() {
        return List.of(
                Arguments.of("kubeadm join a:6443 --token ", " --x 1\n"),
                Arguments.of("x ".repeat(1_990), " y\n"),
                Arguments.of("-----BEGIN \n", "\n-----END "),
                Arguments.of("https://", "@host"),
                Arguments.of("token=", "\n"));
    }

    @MethodSource("surroundings")
    @FuzzTest
    void shouldHideATokenWhateverIsAroundIt(@NotNull String before, @NotNull String after) throws Exception {
        if ((before + after).contains(SECRET_PART)) {
            return;
        }
        var output = utf8(before + " " + TOKEN + " " + after);
        Cost.of(output.length, 4 << 20, 1_000).bound(() -> {
            var told = told(Bytes.of(output, 0, output.length));
            assertThat(told.all()).doesNotContain(SECRET_PART);
            assertThat(told.lastLines()).doesNotContain(SECRET_PART);
        });
    }

    private static Told told(Bytes... parts) {
        var chunks = new ArrayList<String>();
        var output = new RunOutput(chunks::add);
        for (var part : parts) {
            output.add(part);
        }
        output.end();
        assertThat(chunks).allMatch(chunk -> chunk.length() <= RunOutput.LONGEST_CHUNK + 100);
        return new Told(String.join("", chunks), output.lastLines());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
