package dev.windlass.core.report;

/** How an attempt ended: a closed set. Unknown is not failed: the connection was lost, so ask again and never guess. */
public sealed interface Outcome {
    /**
     * It worked.
     *
     * @param summary one line for people
     */
    record Succeeded(String summary, Finding finding) implements Outcome {
        public Succeeded {
            summary = summary.length() <= Failure.LONGEST ? summary : summary.substring(0, Failure.LONGEST);
        }
    }

    /** It did not work, and why. */
    record Failed(Failure failure) implements Outcome {}

    /** Nobody can say: the connection was lost. */
    record Unknown(String reason) implements Outcome {
        public Unknown {
            reason = reason.length() <= Failure.LONGEST ? reason : reason.substring(0, Failure.LONGEST);
        }
    }

    static Outcome succeeded(String summary) {
        return new Succeeded(summary, Finding.NOTHING);
    }

    static Outcome failed(FailureKind kind, String message, String hint) {
        return new Failed(new Failure(kind, message, hint, false));
    }

    static Outcome failedForNow(FailureKind kind, String message, String hint) {
        return new Failed(new Failure(kind, message, hint, true));
    }
}
