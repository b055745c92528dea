package dev.windlass.simulation.world;

/** A running hash over all that happens: two runs of one scenario have the same. FNV-1a, 64 bits. */
final class Hash {
    private static final long PRIME = 0x100000001b3L;
    private long value = 0xcbf29ce484222325L;

    void add(long number) {
        value = (value ^ number) * PRIME;
    }

    void add(byte[] bytes) {
        for (var one : bytes) {
            value = (value ^ one) * PRIME;
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
