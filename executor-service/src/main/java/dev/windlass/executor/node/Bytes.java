package dev.windlass.executor.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Some bytes that do not change. */
public final class Bytes {
    static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    static Bytes of(byte[] content, int from, int to) {
        return from >= to ? EMPTY : new Bytes(java.util.Arrays.copyOfRange(content, from, to));
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** As UTF-8, with a replacement sign for what is not. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public int length() {
        return content.length;
    }
}
