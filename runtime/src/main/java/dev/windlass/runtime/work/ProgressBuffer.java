package dev.windlass.runtime.work;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Report.Said;

/** Gathers what is said about a step until the next report. Thread-safe. */
final class ProgressBuffer implements Progress {
    private static final String CUT = "[... %d characters are left out ...]%n";
    private static final int ROOM_FOR_CUT = 60;
    private static final int LONGEST_NOTE = 500;

    private final StringBuilder output = new StringBuilder();
    private int leftOut;
    private String note = "";
    private String reported = "";
    private long heldUntil;

    /** @param claimedAt when the step was claimed, in the nanoseconds of the clockwork */
    ProgressBuffer(long claimedAt) {
        this.heldUntil = claimedAt + Action.LEASE.toNanos();
    }

    /**
     * A broker has a sign of life. One that has arrived too late brings nothing back: it was not there to be read before the lease ended.
     *
     * @param at when it was given, in the nanoseconds of the clockwork
     * @param arrived when a broker had it at the latest
     */
    synchronized void signed(long at, long arrived) {
        if (arrived < heldUntil) {
            heldUntil = Math.max(heldUntil, at + Action.LEASE.toNanos());
        }
    }

    @Override
    public synchronized long heldUntil() {
        return heldUntil;
    }

    @Override
    public synchronized void note(String words) {
        note = words.length() <= LONGEST_NOTE ? words : words.substring(0, LONGEST_NOTE - 3) + "...";
    }

    @Override
    public synchronized void output(String text) {
        output.append(text);
        var most = Said.Progressed.MOST_OUTPUT - ROOM_FOR_CUT;
        if (output.length() > Said.Progressed.MOST_OUTPUT || leftOut > 0) {
            var cut = Math.max(0, output.length() - most);
            // Not through the middle of a character of two.
            if (cut > 0 && cut < output.length() && Character.isLowSurrogate(output.charAt(cut))) {
                cut++;
            }
            output.delete(0, cut);
            leftOut += cut;
        }
    }

    /** What was said since the last time; a note only when it is another. */
    synchronized Said.Progressed take() {
        var text = leftOut == 0 ? output.toString() : CUT.formatted(leftOut) + output;
        var changed = note.equals(reported) ? "" : note;
        reported = note;
        output.setLength(0);
        leftOut = 0;
        return new Said.Progressed(changed, text);
    }

    synchronized boolean isEmpty() {
        return output.isEmpty() && note.equals(reported);
    }
}
