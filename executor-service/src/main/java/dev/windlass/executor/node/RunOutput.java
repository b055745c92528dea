package dev.windlass.executor.node;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns the bytes of a run's output into masked, bounded chunks of whole lines, and remembers the last lines. What a progress bar
 * wrote over with a carriage return is left out. Not thread-safe.
 */
final class RunOutput {
    static final int LONGEST_CHUNK = 8_000;
    static final int MOST_STREAMED = 1_000_000;
    private static final int LONGEST_LINE = 4_000;
    private static final int LAST_LINES = 20;
    private static final String OURS = "windlass-node: ";

    private final Consumer<String> sink;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final SecretMask mask = new SecretMask();
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder chunk = new StringBuilder();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private int streamed;
    /** Whether the line was longer than is kept. */
    private boolean cut;

    RunOutput(Consumer<String> sink) {
        this.sink = sink;
    }

    void add(Bytes bytes) {
        var in = ByteBuffer.allocate(undecoded.remaining() + bytes.length());
        in.put(undecoded).put(bytes.buffer()).flip();
        var out = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, out, false);
        undecoded = in.slice();
        out.flip();
        while (out.hasRemaining()) {
            character(out.get());
        }
        flush();
    }

    /** Nothing comes any more: what has no line end yet is given out too. */
    void end() {
        if (!line.isEmpty()) {
            lineEnds();
        }
        flush();
    }

    private void character(char c) {
        if (c == '\n') {
            lineEnds();
        } else if (line.length() < LONGEST_LINE) {
            line.append(c == '\t' || c == '\r' || !Character.isISOControl(c) ? c : ' ');
        } else if (c == '\r') {
            line.setLength(0);
            cut = false;
        } else {
            cut = true;
        }
    }

    private void lineEnds() {
        var text = (cut ? withoutLastWord() : line.toString()).stripTrailing();
        line.setLength(0);
        cut = false;
        var masked = mask.line(text.substring(text.lastIndexOf('\r') + 1));
        lastLines.addLast(masked);
        if (lastLines.size() > LAST_LINES) {
            lastLines.removeFirst();
        }
        if (streamed > MOST_STREAMED) {
            return;
        }
        if (chunk.length() + masked.length() + 1 > LONGEST_CHUNK) {
            flush();
        }
        chunk.append(masked).append('\n');
        streamed += masked.length() + 1;
        if (streamed > MOST_STREAMED) {
            chunk.append("[the rest of this output is only on the node]\n");
        }
    }

    /** The mask knows secrets by their whole form, so a word that was cut must not come before it. */
    private String withoutLastWord() {
        var end = line.length();
        while (end > 0 && !Character.isWhitespace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "...";
    }

    private void flush() {
        if (!chunk.isEmpty()) {
            var text = chunk.toString();
            chunk.setLength(0);
            sink.accept(text);
        }
    }

    /** The last lines, masked. */
    String lastLines() {
        return String.join("\n", lastLines);
    }

    /** What the script itself said last, as the reason of a failure. */
    Optional<String> scriptSaid() {
        return lastLines.reversed().stream()
                .filter(text -> text.startsWith(OURS))
                .map(text -> text.substring(OURS.length()))
                .findFirst();
    }
}
