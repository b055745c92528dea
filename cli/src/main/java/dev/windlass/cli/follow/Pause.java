package dev.windlass.cli.follow;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two tries of something that only another process can bring about. */
final class Pause {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private int tries;

    /** Waits a little, longer each time, and not beyond {@code left}. */
    void take(Duration left) {
        var wait = FIRST.multipliedBy(1L << Math.min(tries++, 5));
        wait = wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
        wait = wait.compareTo(left) < 0 ? wait : left;
        try {
            var unused = new CountDownLatch(1).await(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.BUG, "interrupted", "");
        }
    }

    void reset() {
        tries = 0;
    }
}
