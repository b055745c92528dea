package dev.windlass.core.procedure;

import static dev.windlass.core.procedure.Actor.EXECUTOR;
import static dev.windlass.core.procedure.Actor.VALIDATOR;
import static dev.windlass.core.procedure.WhenExhausted.HALT;
import static dev.windlass.core.procedure.WhenExhausted.REFUSE;
import static dev.windlass.core.procedure.WhenExhausted.ROLL_BACK;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.util.Locale;

/**
 * What can be done in one step, a row each: who does it, how long one attempt may take once it has begun, how many attempts it
 * has, and what follows when they are used up. Drain and validations that depend on workloads take their time from the policy
 * where it gives one.
 */
public enum Action {
    // @spotless:off
    //                     actor      deadline        attempts  exhausted  what it does
    INSPECT_CLUSTER(VALIDATOR, ofMinutes(2), 3, REFUSE, "read nodes, roles and versions through the API"),
    INSPECT_NODE(EXECUTOR, ofMinutes(3), 2, REFUSE, "read the host over SSH: identity, packages offered, disk"),

    CHECK_CLUSTER(
            VALIDATOR,
            ofMinutes(5),
            1,
            HALT,
            "every node Ready, every API server answering, kubeadm-config as expected"),
    SAVE_CONFIGURATION(
            EXECUTOR, ofMinutes(2), 3, HALT, "keep package versions and kubelet configuration for a rollback"),
    SWITCH_REPOSITORY(EXECUTOR, ofMinutes(5), 4, ROLL_BACK, "point the package repository at the hop's minor version"),
    DOWNLOAD_PACKAGES(EXECUTOR, ofMinutes(15), 4, ROLL_BACK, "fetch the packages before the node is disturbed"),
    INSTALL_KUBEADM(EXECUTOR, ofMinutes(15), 4, ROLL_BACK, "install kubeadm of the hop's version"),
    PULL_IMAGES(EXECUTOR, ofMinutes(20), 3, HALT, "pull the control plane's images before anything restarts"),
    KUBEADM_UPGRADE_APPLY(EXECUTOR, ofMinutes(45), 2, HALT, "kubeadm upgrade apply"),
    KUBEADM_UPGRADE_NODE(EXECUTOR, ofMinutes(45), 2, ROLL_BACK, "kubeadm upgrade node"),
    CORDON(EXECUTOR, ofMinutes(5), 3, ROLL_BACK, "mark the node unschedulable, with our mark"),
    DRAIN(EXECUTOR, ofMinutes(30), 1, ROLL_BACK, "evict its pods, honouring disruption budgets"),
    INSTALL_KUBELET(EXECUTOR, ofMinutes(15), 4, ROLL_BACK, "install kubelet and kubectl of the hop's version"),
    RESTART_KUBELET(EXECUTOR, ofMinutes(5), 3, ROLL_BACK, "reload units and restart the kubelet"),
    UNCORDON(EXECUTOR, ofMinutes(5), 5, HALT, "make the node schedulable, if the cordon was ours"),

    VALIDATE_CONTROL_PLANE(
            VALIDATOR,
            ofMinutes(10),
            1,
            HALT,
            "API server, controller manager, scheduler and etcd of the node at their version and Ready"),
    VALIDATE_API_SERVERS(
            VALIDATOR,
            ofMinutes(180),
            1,
            HALT,
            "every API server and kubeadm-config at the hop's version, add-ons rolled out"),
    VALIDATE_NODE(
            VALIDATOR,
            ofMinutes(5),
            1,
            ROLL_BACK,
            "the kubelet's exact version and a Ready that the new kubelet wrote, stable"),
    VALIDATE_WORKLOADS(VALIDATOR, ofMinutes(10), 1, HALT, "what was evicted is available again"),
    VALIDATE_CLUSTER(VALIDATOR, ofMinutes(10), 1, HALT, "every node Ready at its version, nothing left cordoned by us"),

    RESTORE_NODE(EXECUTOR, ofMinutes(20), 3, HALT, "put the former packages and kubelet configuration back, restart");
    // @spotless:on

    /** A claimed step that says nothing for this long is given to another executor. */
    public static final Duration LEASE = Duration.ofSeconds(12);

    /** How often whoever works on a step says so. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(3);

    private final Actor actor;
    private final Duration deadline;
    private final int attempts;
    private final WhenExhausted whenExhausted;
    private final String purpose;

    Action(Actor actor, Duration deadline, int attempts, WhenExhausted whenExhausted, String purpose) {
        this.actor = actor;
        this.deadline = deadline;
        this.attempts = attempts;
        this.whenExhausted = whenExhausted;
        this.purpose = purpose;
    }

    public Actor actor() {
        return actor;
    }

    /** How long one attempt may take from its start to its outcome. */
    public Duration deadline() {
        return deadline;
    }

    /** How often the action may fail before {@link #whenExhausted()} applies. */
    public int attempts() {
        return attempts;
    }

    public WhenExhausted whenExhausted() {
        return whenExhausted;
    }

    /** What it does, as a sentence fragment for people. */
    public String purpose() {
        return purpose;
    }

    /** The name for people: upper case and underscores are for code. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
