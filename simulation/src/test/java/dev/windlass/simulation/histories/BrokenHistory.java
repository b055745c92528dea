package dev.windlass.simulation.histories;

/**
 * A seed whose history broke a promise, or made the state machine throw.
 *
 * @param promise what did not hold, as a sentence fragment
 * @param where the event or input at which it showed
 */
public record BrokenHistory(long seed, String promise, String where) {
    /** The command that shows this history again, event by event. */
    public String replay() {
        return "mvn -q -pl simulation -am test -Dtest=RandomHistoriesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwindlass.seed="
                + seed;
    }
}
