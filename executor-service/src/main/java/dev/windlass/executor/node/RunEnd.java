package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How following a run ended: a closed set. */
public sealed interface RunEnd {
    /** @param facts what the verb found out, such as restarted-at in epoch seconds */
    record Succeeded(Map<String, String> facts) implements RunEnd {
        public Succeeded {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }
    }

    /**
     * The verb ended, and not well.
     *
     * @param reason what the script says is wrong
     * @param lastLines of the output, masked
     */
    record Failed(FailureKind kind, int status, String reason, String lastLines) implements RunEnd {}

    /** It began and is gone without an outcome: what is done is for a probe to see. */
    record Lost(NodeAnswer.Loss loss) implements RunEnd {}

    /** The node has seen a higher token: somebody else acts now. */
    record Fenced(long highest) implements RunEnd {}

    /** Nothing was started, and a person has to act. */
    record Refused(FailureKind kind, String reason, String hint) implements RunEnd {}

    /** The node could not be reached until the deadline. The run may have ended, go on, or never have begun. */
    record Unknown(String reason, String hint) implements RunEnd {}
}
