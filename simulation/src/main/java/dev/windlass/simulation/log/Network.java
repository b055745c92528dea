package dev.windlass.simulation.log;

/** What is wrong between one process, or all, and the brokers. In the brokers' nanoseconds. Guarded by the log's lock. */
final class Network {
    private long awaySince = Long.MIN_VALUE;
    private long awayUntil = Long.MIN_VALUE;
    private long answersLostUntil = Long.MIN_VALUE;
    private long slowUntil = Long.MIN_VALUE;
    private long slowBy;
    private boolean disturbed;

    void cut(long now, long until) {
        disturbed = true;
        if (awayUntil <= now) {
            awaySince = now;
        }
        awayUntil = Math.max(awayUntil, until);
    }

    void loseAnswers(long until) {
        disturbed = true;
        answersLostUntil = Math.max(answersLostUntil, until);
    }

    void slow(long by, long until) {
        disturbed = true;
        slowBy = by;
        slowUntil = until;
    }

    /** Whether anything was ever wrong. While nothing was, nobody needs to know the time. */
    boolean disturbed() {
        return disturbed;
    }

    /** How long no request arrives any more; zero or less when one does. */
    long away(long now) {
        return awayUntil == Long.MIN_VALUE ? 0 : awayUntil - now;
    }

    /** Since when nothing has arrived, without a break. */
    long awaySince() {
        return awaySince;
    }

    boolean losesAnswers(long now) {
        return now < answersLostUntil;
    }

    long slowBy(long now) {
        return now < slowUntil ? slowBy : 0;
    }

    /** Nothing is wrong any more. */
    void heal() {
        awayUntil = Long.MIN_VALUE;
        answersLostUntil = Long.MIN_VALUE;
        slowUntil = Long.MIN_VALUE;
    }
}
