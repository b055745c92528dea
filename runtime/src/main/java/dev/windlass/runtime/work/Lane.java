package dev.windlass.runtime.work;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Latch;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.runtime.events.LogContext;
import dev.windlass.runtime.events.StepRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step in hand, on a virtual thread of its own. Thread-safe. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private enum Fate {
        WORKING,
        /** Another has it, or the planner gave it up: whatever comes of it is nobody's business any more. */
        ABANDONED,
        /** This process ends. */
        CLOSING,
        ENDED
    }

    private final Task task;
    private final StepWork work;
    private final Outbox outbox;
    private final Optional<Lane> before;
    private final Clockwork clockwork;
    private final ProgressBuffer progress;
    private final Thread thread;
    private final Latch ended;
    private Fate fate = Fate.WORKING;
    private boolean confirmed;
    private Runnable whenEnded = () -> {};
    private CompletableFuture<Boolean> lastSign = CompletableFuture.completedFuture(true);

    /**
     * @param before an older try of the same step in this process, which must have let go first
     * @param claimedAt when the claim was sent, in the nanoseconds of the clockwork
     */
    Lane(Task task, StepWork work, Outbox outbox, Optional<Lane> before, long claimedAt, Clockwork clockwork) {
        this.task = task;
        this.work = work;
        this.outbox = outbox;
        this.before = before;
        this.clockwork = clockwork;
        this.progress = new ProgressBuffer(claimedAt);
        this.ended = new Latch(clockwork);
        this.thread = clockwork.worker(task.words(), this::run);
    }

    void start(Runnable afterwards) {
        this.whenEnded = afterwards;
        thread.start();
    }

    Task task() {
        return task;
    }

    long token() {
        return task.assignment().token();
    }

    /** The planner recorded our claim. */
    synchronized void confirm() {
        confirmed = true;
    }

    synchronized boolean confirmed() {
        return confirmed;
    }

    /** A sign of life, unless the last one has not even arrived. */
    synchronized void beat() {
        if (fate == Fate.WORKING && lastSign.isDone()) {
            var at = clockwork.nanoTime();
            lastSign = outbox.send(task, progress.take());
            lastSign.thenAccept(arrived -> {
                if (arrived) {
                    progress.signed(at, clockwork.nanoTime());
                }
            });
        }
    }

    /** Lets go without a word. */
    void abandon(String why) {
        if (turn(Fate.ABANDONED)) {
            LOG.info("{} is let go: {}", task.words(), why);
            thread.interrupt();
        }
    }

    /** Lets go and says so. */
    void handOver() {
        if (turn(Fate.CLOSING)) {
            thread.interrupt();
        }
    }

    /** Says that it is handed over although the work has not let go: this process ends now. */
    void giveUp() {
        if (turn(Fate.ABANDONED)) {
            LOG.warn("{} did not let go in time and is handed over all the same", task.words());
            outbox.send(task, new Said.HandedOver());
        }
    }

    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost);
    }

    private synchronized boolean turn(Fate next) {
        if (fate == Fate.WORKING || (fate == Fate.CLOSING && next == Fate.ABANDONED)) {
            fate = next;
            return true;
        }
        return false;
    }

    private synchronized Fate end() {
        var reached = fate;
        fate = Fate.ENDED;
        return reached;
    }

    private void run() {
        var step = task.assignment().step();
        var about = new StepRef(step.id(), task.assignment().attempt(), token());
        try (var context = LogContext.of(task.cluster(), task.upgrade(), about, step.node())) {
            LOG.info("{} begins", task.words());
            var outcome = perform();
            tell(end(), outcome);
        } finally {
            whenEnded.run();
            ended.open();
        }
    }

    /** Null when it was interrupted. */
    private @Nullable Outcome perform() {
        try {
            if (before.isPresent() && !before.get().awaitEnd(Action.LEASE)) {
                LOG.warn("the older try of {} has not let go; the node will refuse it", task.words());
            }
            return work.perform(task, progress);
        } catch (InterruptedException e) {
            return null;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.error("{} failed in a way that nobody foresaw", task.words(), e);
            return Outcome.failed(
                    FailureKind.OTHER,
                    "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()),
                    "the log of the instance that had the step has more");
        }
    }

    private void tell(Fate reached, @Nullable Outcome outcome) {
        switch (reached) {
            case WORKING -> ended(outcome == null ? new Outcome.Unknown("the work was interrupted") : outcome);
            case CLOSING -> {
                // After an interrupt only success can be believed: a failure may be the interrupt itself.
                if (outcome instanceof Outcome.Succeeded) {
                    ended(outcome);
                } else {
                    LOG.info("{} is handed over", task.words());
                    outbox.send(task, new Said.HandedOver());
                }
            }
            case ABANDONED, ENDED -> LOG.info("{} ended after it was let go", task.words());
        }
    }

    private void ended(Outcome outcome) {
        LOG.info("{} ended: {}", task.words(), words(outcome));
        if (!progress.isEmpty()) {
            outbox.send(task, progress.take());
        }
        outbox.send(task, new Said.Ended(outcome));
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> "succeeded: " + succeeded.summary();
            case Outcome.Failed failed ->
                "failed: " + failed.failure().kind() + ": " + failed.failure().words();
            case Outcome.Unknown unknown -> "unknown: " + unknown.reason();
        };
    }
}
