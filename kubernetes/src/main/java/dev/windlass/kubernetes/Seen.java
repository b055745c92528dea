package dev.windlass.kubernetes;

import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.judgement.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one look at the cluster showed. */
sealed interface Seen {
    /** That settles it. */
    record Ended(Outcome outcome) implements Seen {}

    /**
     * It is as it should be, and has to stay so for a while.
     *
     * @param fingerprint what must not change meanwhile
     * @param life the newest sign of life of whoever wrote the state, after which another one must come; empty where there is none
     */
    record Good(String summary, Finding finding, Object fingerprint, Optional<Instant> life) implements Seen {
        Good(String summary, Finding finding, Object fingerprint) {
            this(summary, finding, fingerprint, Optional.empty());
        }
    }

    /** It is not yet as it should be. */
    record NotYet(List<Shortfall> shortfalls) implements Seen {}

    /**
     * Work is going on.
     *
     * @param words for people
     * @param again when to look again if nothing changes
     */
    record Working(String words, Duration again) implements Seen {}
}
