package dev.windlass.executor.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the node script can answer: a closed set. */
public sealed interface NodeAnswer {
    /** Where a run stands. */
    sealed interface OfRun extends NodeAnswer {}

    /** The verb ended well. */
    record Done(Part part) implements OfRun {}

    /**
     * The verb ended, and not well.
     *
     * @param status the exit status
     * @param reason a word of the script for the few cases in which nothing was started; empty otherwise
     */
    record Failed(int status, String reason, Part part) implements OfRun {}

    /** @param begun false while the verb is only about to begin; asking to start it again is harmless then */
    record Running(boolean begun, Part part) implements OfRun {}

    /** The run began and is gone without an outcome, or the node does not know it. */
    record Lost(Loss loss, Part part) implements OfRun {}

    /** A higher token than ours has been seen: we lost the right to act on this node. */
    record Fenced(long highest) implements OfRun {}

    /** What the verb of a run found out. */
    record RunFacts(OfRun run, Map<String, String> facts) implements NodeAnswer {
        public RunFacts {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }
    }

    /** @param reason a word that says why, for logs */
    record Probed(Progress progress, String reason) implements NodeAnswer {}

    /** How far a verb's work is, whoever did it. */
    enum Progress {
        DONE,
        NOT_STARTED,
        HALF,
        /** Cannot be seen. Never to be taken for not started. */
        UNKNOWN
    }

    /** Why a run is lost. */
    enum Loss {
        REBOOT("the node rebooted meanwhile"),
        KILLED("the process was killed"),
        UNKNOWN_RUN("the node has no record of it");

        private final String words;

        Loss(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * A part of a run's output.
     *
     * @param bytes in UTF-8, possibly cut within a character
     * @param next the byte offset after this part
     * @param size how many bytes there are by now
     */
    record Part(Bytes bytes, long next, long size) {
        static final Part NONE = new Part(Bytes.EMPTY, 0, 0);

        boolean isLast() {
            return next >= size;
        }
    }
}
