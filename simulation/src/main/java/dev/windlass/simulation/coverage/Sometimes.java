package dev.windlass.simulation.coverage;

/**
 * The rare paths that a long run must reach. A verdict counts each under its {@link #words()}; one that was never reached fails the run,
 * because promises that were not tried at such a moment were not tried.
 */
public enum Sometimes {
    ATTACHED_AGAIN("a step ended unknown and was attached again"),
    FENCED("a fenced attempt was refused"),
    REBALANCED_IN_DRAIN("a rebalance during a drain"),
    ROLLBACK_IN_REBALANCE("a rollback during a rebalance"),
    PLANNER_KILLED_IN_APPEND("a planner was killed between append and commit"),
    REPORT_AFTER_END("a report for an upgrade that has ended"),
    TWO_CLUSTERS("two clusters at once"),
    LAST_ATTEMPT("the last attempt was used"),
    OUTCOME_UNKNOWN("an outcome was unknown"),
    LEASE_EXPIRED("a lease expired"),
    HANDED_OVER("a step was handed over at a shutdown"),
    VERB_LOST("a verb was lost with its unit or its host"),
    ROLLED_BACK("a worker was rolled back"),
    RETRIED("a person had what failed tried again"),
    RESTORED("a node was restored"),
    GATE_FAILED("a node failed its validation"),
    DRAIN_FAILED("a drain failed"),
    RELEASED("a control plane that was only cordoned was released"),
    ROLLBACK_FAILED("putting a worker back failed"),
    EXECUTOR_KILLED_AT_WORK("an executor was killed while a verb ran"),
    KILLED_AFTER_EFFECT("an executor was killed after an effect and before its report"),
    READ_AGAIN("records were read again, because the brokers knew older offsets only"),
    EVICTED_TOO_LATE("an eviction came when another pod had the name already");

    private final String words;

    Sometimes(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
