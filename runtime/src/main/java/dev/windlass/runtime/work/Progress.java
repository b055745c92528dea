package dev.windlass.runtime.work;

/** Where a step says how it goes. Thread-safe and cheap: what is said is gathered and sent with the next sign of life. */
public interface Progress {
    /** What it is at or waits for, in words. The newest counts. */
    void note(String words);

    /** More of a command's output, already masked. Of more than a report holds, the newest is kept. */
    void output(String text);
}
