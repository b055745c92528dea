package dev.windlass.simulation.world;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A running hash over all that happens: two runs of one scenario have the same. As FNV-1a, 64 bits, but eight bytes at a time. */
final class Hash {
    private static final long PRIME = 0x100000001b3L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private long value = 0xcbf29ce484222325L;

    void add(long number) {
        // The turn brings the high bits back down: a product alone only carries upwards.
        value = Long.rotateLeft((value ^ number) * PRIME, 29);
    }

    void add(byte[] bytes) {
        var at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            add((long) LONGS.get(bytes, at));
        }
        for (; at < bytes.length; at++) {
            add(bytes[at]);
        }
    }

    void add(String text) {
        for (var i = 0; i < text.length(); i++) {
            value = (value ^ text.charAt(i)) * PRIME;
        }
    }

    long value() {
        return value;
    }
}
