package dev.windlass.runtime.work;

import dev.windlass.core.report.Outcome;

/** What an executor or validator does about a step. Called by many virtual threads at once. */
public interface StepWork {
    /**
     * Does it, and returns how it ended. Takes as long as it takes: the runtime says meanwhile that it is at it.
     *
     * <p>Anything thrown but InterruptedException is reported as failed, kind OTHER. Whoever loses a connection returns {@link
     * Outcome.Unknown} instead.
     *
     * @throws InterruptedException when interrupted: this process is shutting down, or the step was given to another. Whatever
     *     runs on the node is left alone
     */
    Outcome perform(Task task, Progress progress) throws InterruptedException;
}
