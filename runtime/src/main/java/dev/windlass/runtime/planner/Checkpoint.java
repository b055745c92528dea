package dev.windlass.runtime.planner;

/** Where a test stops a planner between its append and its commit. */
interface Checkpoint {
    Checkpoint NONE = partition -> {};

    void beforeCommit(int partition);
}
