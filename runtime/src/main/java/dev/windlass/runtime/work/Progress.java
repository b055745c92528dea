package dev.windlass.runtime.work;

/**
 * Where a step says how it goes, and hears whether it is still ours. Thread-safe and cheap: what is said is gathered and sent with the
 * next sign of life.
 */
public interface Progress {
    /** What it is at or waits for, in words. The newest counts. */
    void note(String words);

    /** More of a command's output, already masked. Of more than a report holds, the newest is kept. */
    void output(String text);

    /**
     * Until when the step is surely ours, in the nanoseconds of the clockwork: a lease's time after the last sign of life that a broker
     * has, where none was missed before. What can't be taken back must not begin later.
     */
    long heldUntil();
}
