package dev.windlass.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What reading one input may cost: a second of the processor, and memory in proportion to the input. Only what the calling thread
 * does counts, so a busy machine or a collection of garbage fails nothing.
 *
 * @param bytes how much may be allocated, whether or not it is freed again
 */
public record Cost(long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration TIME = Duration.ofSeconds(1);
    /** The first run also loads classes and fills caches. */
    private static final int RUNS = 3;

    /** Reads an input; may throw only what it documents, and has to catch that itself. */
    @FunctionalInterface
    public interface Reader {
        void read() throws Exception;
    }

    /**
     * @param fixed bytes for any input
     * @param perByte further ones for each byte of this input
     */
    public static Cost of(int inputBytes, long fixed, long perByte) {
        return new Cost(fixed + perByte * inputBytes);
    }

    /**
     * @throws AssertionError when it is too much, in each of several runs
     * @throws Exception what the reader throws
     */
    public void bound(Reader reader) throws Exception {
        var measured = measure(reader);
        for (var run = 1; run < RUNS && measured.isOver(this); run++) {
            measured = measure(reader);
        }
        if (measured.isOver(this)) {
            throw new AssertionError("reading it took %d ms of the processor, and %,d bytes where %,d are the limit"
                    .formatted(measured.time().toMillis(), measured.allocated(), bytes));
        }
    }

    private static Measured measure(Reader reader) throws Exception {
        var allocated = THREADS.getCurrentThreadAllocatedBytes();
        var time = THREADS.getCurrentThreadCpuTime();
        reader.read();
        return new Measured(
                Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time),
                THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }

    private record Measured(Duration time, long allocated) {
        boolean isOver(Cost limit) {
            return time.compareTo(TIME) > 0 || allocated > limit.bytes();
        }
    }
}
