package dev.windlass.core.report;

/**
 * Why an attempt failed.
 *
 * @param message what is wrong, naming the thing
 * @param hint the next move for a person; may be empty
 * @param retryable whether another attempt may go better without a person
 */
public record Failure(FailureKind kind, String message, String hint, boolean retryable) {
    public static final int LONGEST = 2_000;

    public Failure {
        message = cut(message);
        hint = cut(hint);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** Message and hint as one text. */
    public String words() {
        return hint.isEmpty() ? message : message + " (" + hint + ")";
    }
}
