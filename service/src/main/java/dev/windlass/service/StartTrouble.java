package dev.windlass.service;

import java.net.BindException;

/** Why something did not start, in words and with the next move. */
public final class StartTrouble {
    private StartTrouble() {}

    /** One line for people: the failure's own message, and that of its root where the first does not say it. */
    public static String words(Throwable failure) {
        var root = root(failure);
        var words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (!root.equals(failure) && root.getMessage() != null && !words.contains(root.getMessage())) {
            words += ": " + root.getMessage();
        }
        return root instanceof BindException
                ? words + "; does another windlass run here? Other ports: http: {planner: N, executor: N, validator: N}"
                : words;
    }

    /** What caused what caused it, to the end. */
    static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
