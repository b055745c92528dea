package dev.windlass.executor.node;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a node's own clock showed: it counts from the node's start, nobody sets it, and it knows of a reboot.
 *
 * @param boot which start of the node
 * @param hundredths of a second since that start
 * @param heardAt when that was heard, by the nanoseconds of this process
 */
record NodeClock(String boot, long hundredths, long heardAt) {
    private static final Pattern FORM = Pattern.compile("([0-9a-z-]{1,64}\\.[0-9]{1,20}):([0-9]{1,15})");

    /** Empty for what no script says. */
    static Optional<NodeClock> read(String text, long heardAt) {
        var read = FORM.matcher(text);
        return read.matches()
                ? Optional.of(new NodeClock(read.group(1), Long.parseLong(read.group(2)), heardAt))
                : Optional.empty();
    }

    /** Whether this text of a clock is of the same start of the node. */
    boolean isOfTheStart(String text) {
        return read(text, heardAt).filter(other -> other.boot().equals(boot)).isPresent();
    }

    boolean isOlderThan(Duration age, long now) {
        return now - heardAt > age.toNanos();
    }

    /**
     * The time on the node so long after now, at the latest: how long the answer was under way is not added.
     *
     * @param now by the nanoseconds of this process
     */
    String in(Duration from, long now) {
        var passed = Duration.ofNanos(now - heardAt).plus(from);
        return boot + ":" + (hundredths + passed.toMillis() / 10);
    }
}
