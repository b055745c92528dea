package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows whether an API server has ever answered at its own address. Thread-safe.
 *
 * <p>Where nodes' addresses do not lead to them from here (behind NAT, a bastion or a firewall) it never answers, and then nothing
 * may be concluded from that. Once it has answered, silence means that it is down.
 */
public final class KnownApiServer implements ApiServer {
    /** How long an address that never answered is left alone: each try may cost a connection timeout. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private final Direct direct;
    private final Clockwork clockwork;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean everAnswered;
    private long leftAloneUntil;

    /** The way to the one server. */
    public interface Direct {
        /** False where credentials may not be sent there at all. */
        boolean isAllowed() throws ApiProblem;

        /**
         * Asks /readyz and /version.
         *
         * @throws ApiProblem in words that say what is wrong, when it is not ready
         */
        String version() throws ApiProblem, InterruptedException;
    }

    public KnownApiServer(Direct direct, Clockwork clockwork) {
        this.direct = direct;
        this.clockwork = clockwork;
        this.leftAloneUntil = clockwork.nanoTime();
    }

    @Override
    public State look() throws ApiProblem, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!direct.isAllowed() || (!everAnswered && clockwork.nanoTime() - leftAloneUntil < 0)) {
                return new State.OutOfReach();
            }
            return ask();
        } finally {
            lock.unlock();
        }
    }

    private State ask() throws InterruptedException {
        try {
            var version = direct.version();
            everAnswered = true;
            return new State.Answers(version);
        } catch (ApiProblem problem) {
            if (everAnswered) {
                return new State.Silent(problem.getMessage());
            }
            leftAloneUntil = clockwork.nanoTime() + LEFT_ALONE.toNanos();
            return new State.OutOfReach();
        }
    }
}
