package dev.windlass.runtime.loop;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Latch;
import dev.windlass.runtime.loop.LoopStatus.Phase;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one generation of something after another in a thread of its own: connect, restore, work; when anything fails, everything
 * is dropped and built again. Kafka's transactions and offsets say where to go on, so there is one way to recover and not many.
 *
 * <p>Thread-safe.
 */
public final class KafkaLoop {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLoop.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    /** One life of the loop's work. */
    public interface Generation {
        /**
         * Works until {@code loop.running()} is false. Looks at it often: at least every half second.
         *
         * @throws Exception for anything that a new generation may get right
         */
        void run(KafkaLoop loop) throws Exception;
    }

    private final String name;
    private final Clockwork clock;
    private final Thread thread;
    private final Latch closing;
    private final Latch ended;
    private volatile LoopStatus status;

    public KafkaLoop(String name, Clockwork clock, Generation generation) {
        this.name = name;
        this.clock = clock;
        this.status = new LoopStatus(Phase.STARTING, clock.instant(), "");
        this.closing = new Latch(clock);
        this.ended = new Latch(clock);
        this.thread = clock.loop(name, () -> runAll(generation));
    }

    public void start() {
        thread.start();
    }

    public LoopStatus status() {
        return status;
    }

    /** Whether work is to go on. */
    public boolean running() {
        return !closing.isOpen();
    }

    /** Said by the generation when it is at its work. */
    public void working() {
        if (!status.running()) {
            LOG.info("{} is running", name);
            status = new LoopStatus(Phase.RUNNING, clock.instant(), "");
        }
    }

    /**
     * Asks the generation to end, waits for it, and after {@code atMost} interrupts it. One that is not at its work has nothing to
     * end well, and may be waiting for a broker that is away: it is interrupted at once. A second call does nothing.
     *
     * @return whether it has ended
     */
    public boolean close(Duration atMost) {
        closing.open();
        if (thread == Thread.currentThread() || !thread.isAlive()) {
            return true;
        }
        if (!status.running()) {
            thread.interrupt();
        }
        try {
            if (!ended.await(atMost)) {
                LOG.warn("{} did not end within {} and is interrupted", name, atMost);
                thread.interrupt();
                return ended.await(Duration.ofSeconds(1));
            }
            return true;
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void runAll(Generation generation) {
        try {
            runWhileOpen(generation);
        } finally {
            status = new LoopStatus(Phase.CLOSED, clock.instant(), "");
            ended.open();
        }
    }

    private void runWhileOpen(Generation generation) {
        var failures = 0;
        while (running()) {
            try {
                generation.run(this);
            } catch (InterruptException | InterruptedException e) {
                closing.open();
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                failures = status.running() ? 1 : failures + 1;
                troubled(e, failures);
            }
            pause(failures);
        }
    }

    private void troubled(Throwable failure, int failures) {
        var words = words(failure);
        if (failures <= 1 || !words.equals(status.problem())) {
            LOG.atWarn().setCause(foreseen(failure) ? null : failure).log("{} begins anew: {}", name, words);
        } else {
            LOG.warn("{} is still trying, {} times now: {}", name, failures, words);
        }
        status = new LoopStatus(Phase.TROUBLED, clock.instant(), words);
    }

    /** What brokers do, and what our own exceptions say, needs no stack trace. */
    private static boolean foreseen(Throwable failure) {
        return failure instanceof KafkaException
                || failure.getClass().getPackageName().startsWith("dev.windlass");
    }

    private void pause(int failures) {
        var wait = Math.min(FIRST_WAIT.toMillis() << Math.min(failures, 5), LONGEST_WAIT.toMillis());
        try {
            if (failures > 0 && closing.await(Duration.ofMillis(wait))) {
                LOG.debug("{} ends", name);
            }
        } catch (InterruptedException e) {
            closing.open();
        }
    }

    /** With what is at the root of it: Kafka's own message is often only that a client could not be made. */
    private static String words(Throwable failure) {
        var name = failure.getClass().getSimpleName();
        var words = failure.getMessage() == null ? name : name + ": " + failure.getMessage();
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return root.equals(failure) || words.contains(reason) ? words : words + ": " + reason;
    }
}
