package dev.windlass.system.chaos;

import static dev.windlass.core.report.FailureKind.ACCESS;
import static dev.windlass.core.report.FailureKind.DEADLINE;
import static dev.windlass.core.report.FailureKind.DRAIN_BLOCKED;
import static dev.windlass.core.report.FailureKind.KUBEADM;
import static dev.windlass.core.report.FailureKind.LOST;
import static dev.windlass.core.report.FailureKind.OTHER;
import static dev.windlass.core.report.FailureKind.PACKAGE;
import static dev.windlass.core.report.FailureKind.UNREACHABLE;
import static dev.windlass.core.report.FailureKind.VALIDATION;

import dev.windlass.core.report.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The faults of chaos.sh: how far each reaches, and as what kinds of failures of a step it may show. */
enum FaultKind {
    // What happens to a service shows as silence, and at most as an attempt that took too long: others do its work.
    KILL_PLANNER(Reach.SERVICE, DEADLINE),
    KILL_EXECUTOR(Reach.SERVICE, DEADLINE),
    KILL_VALIDATOR(Reach.SERVICE, DEADLINE),
    KILL_BROKER(Reach.SERVICE, DEADLINE),
    STOP_PLANNER(Reach.SERVICE, DEADLINE),
    STOP_EXECUTOR(Reach.SERVICE, DEADLINE),
    STOP_VALIDATOR(Reach.SERVICE, DEADLINE),
    STOP_BROKER(Reach.SERVICE, DEADLINE),
    SSH_CUT(Reach.HOST, UNREACHABLE, DEADLINE),
    SSHD_DOWN(Reach.HOST, UNREACHABLE, DEADLINE),
    APT_BROKEN(Reach.HOST, PACKAGE),
    DISK_FULL(Reach.HOST, FailureKind.DISK_FULL, PACKAGE),
    BROKEN_KUBELET(Reach.HOST, VALIDATION, OTHER, DEADLINE),
    KUBELET_CRASH(Reach.NODE, VALIDATION, KUBEADM, DRAIN_BLOCKED, OTHER, DEADLINE),
    PARTITION(Reach.NODE, UNREACHABLE, ACCESS, PACKAGE, KUBEADM, DRAIN_BLOCKED, VALIDATION, OTHER, DEADLINE),
    NODE_PAUSE(Reach.NODE, UNREACHABLE, ACCESS, PACKAGE, KUBEADM, DRAIN_BLOCKED, VALIDATION, OTHER, DEADLINE),
    REBOOT(Reach.NODE, UNREACHABLE, ACCESS, PACKAGE, KUBEADM, DRAIN_BLOCKED, VALIDATION, LOST, OTHER, DEADLINE),
    PERSON_PAUSE(Reach.INSPECTION, UNREACHABLE, OTHER);

    /** Where a fault is felt. */
    enum Reach {
        /** By whoever does any step, as silence. */
        SERVICE,
        /** By what is done on that host. */
        HOST,
        /** On that host, and through the API by whoever depends on the node: on a control plane everybody does. */
        NODE,
        /** A person who pauses breaks nothing; an inspection is left for it. */
        INSPECTION
    }

    private final Reach reach;

    @SuppressWarnings("ImmutableEnumChecker") // made by copyOf
    private final Set<FailureKind> failures;

    FaultKind(Reach reach, FailureKind... failures) {
        this.reach = reach;
        this.failures = Set.copyOf(List.of(failures));
    }

    /** By its name in chaos.sh. */
    static FaultKind parse(String words) {
        return valueOf(words.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Reach reach() {
        return reach;
    }

    boolean mayShowAs(FailureKind failure) {
        return failures.contains(failure);
    }

    /** How long it is still felt when it is undone. etcd, static pods and a Ready that is not true yet take their time. */
    Duration aftermath() {
        return reach == Reach.NODE ? Duration.ofMinutes(2) : Duration.ofSeconds(30);
    }

    /** Whether an executor or validator, which the actor says, may seem to be gone. */
    boolean silences(String actor) {
        var service = words().substring(words().indexOf('-') + 1);
        return reach == Reach.SERVICE && Set.of(actor, "planner", "broker").contains(service);
    }

    /** Whether the pods of a node may be out of service, or the node's word about them be missing. */
    boolean disruptsPods(boolean ofControlPlane) {
        return switch (this) {
            case PARTITION, NODE_PAUSE, REBOOT -> true;
            // Workers' pods don't need the kubelet of a control plane.
            case KUBELET_CRASH, BROKEN_KUBELET -> !ofControlPlane;
            default -> false;
        };
    }
}
