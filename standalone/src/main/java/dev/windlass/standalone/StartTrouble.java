package dev.windlass.standalone;

import java.net.BindException;

/** Why something did not start, in words and with the next move. */
final class StartTrouble {
    private StartTrouble() {}

    static String words(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var words = String.valueOf(failure.getMessage());
        if (!root.equals(failure) && root.getMessage() != null && !words.contains(root.getMessage())) {
            words += ": " + root.getMessage();
        }
        return root instanceof BindException
                ? words
                        + "; does another windlass serve run here? Other ports: http: {planner: N, executor: N, validator: N}"
                : words;
    }
}
