package dev.windlass.simulation.invariant;

import dev.windlass.core.plan.Step;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.FaultKind;

/** What a fault may do to a cluster at the worst: which steps it may make fail for good. The product promises that no others fail. */
enum Harm {
    /** No step fails because of it: leases, transactions, polls and second looks are there for that. */
    NONE,
    /** What is to run on that node does not, or fails. */
    WORK,
    /** The node is gone for a while, or its kubelet: no work, no Ready, its pods away; and no API where it is a control plane. */
    HOST,
    /** There is less room for pods. */
    ROOM,
    /** Pods may not be evicted. */
    EVICTIONS,
    /** Pods may not be evicted under the request's policy, which is looked at before a node is cordoned, too. */
    LOSSES,
    /** Nobody brings pods back, and what is said of them is old. */
    CONTROLLERS,
    /** Our processes do not reach the Kubernetes API, or see the past. What runs on nodes does not notice. */
    API;

    static Harm of(FaultKind kind) {
        return switch (kind) {
            case KILL, STOP, PAUSE, SKEW, JOIN -> NONE;
            case BROKERS_AWAY, NO_BROKERS, ACK_LOST, NO_ACKS, SLOW_LOG, LOG_FULL, TAIL_LOST -> NONE;
            case OFFSETS_BACK, OFFSETS_FORGOTTEN, REBALANCE, REBALANCE_STORM -> NONE;
            case POISON, API_CONFLICTS, API_ANSWERS_LOST, WATCHES_SILENT -> NONE;
            case SSH_REFUSED, SSH_CUT_BEFORE, SSH_CUT_AFTER, SSH_HALF_OPEN, SSH_SLOW -> WORK;
            case HOST_KEY_CHANGED, LOGIN_REFUSED -> WORK;
            case DISK_FULL, UNIT_KILLED, MIRROR_AWAY, STALL, VERB_FAILS, VERB_SLOW -> WORK;
            case REBOOT, NODE_DOWN, KUBELET_BROKEN, KUBELET_CRASHES, KUBELET_STOPPED, COMPONENT_CRASHES -> HOST;
            case CORDONED -> ROOM;
            case BUDGET_BLOCKS, TWO_BUDGETS -> EVICTIONS;
            case EMPTY_DIR, UNMANAGED_POD -> LOSSES;
            case CONTROLLERS_AWAY -> CONTROLLERS;
            case API_AWAY, API_SLOW, API_STALE, API_DENIES, API_BUSY, SERVERS_HIDDEN -> API;
        };
    }

    /** @param what a node, or the cluster's name */
    boolean mayFail(Step step, ClusterPlan cluster, String what) {
        var itself = step.node().filter(node -> node.text().equals(what)).isPresent();
        return switch (this) {
            case NONE -> false;
            case WORK -> itself && isWork(step.action());
            case HOST -> itself || looksAtAll(step.action()) || isControlPlane(cluster, what);
            case ROOM -> looksAtAll(step.action());
            case EVICTIONS -> step.action() == Action.DRAIN;
            case LOSSES -> step.action() == Action.CORDON || step.action() == Action.DRAIN;
            case API, CONTROLLERS -> !isWork(step.action());
        };
    }

    /** Whether it runs on the node. */
    private static boolean isWork(Action action) {
        return switch (action) {
            case CORDON, DRAIN, UNCORDON, INSPECT_CLUSTER -> false;
            default -> action.actor() == Actor.EXECUTOR;
        };
    }

    /** Whether another node can keep it from succeeding: pods that have to leave need a place. */
    private static boolean looksAtAll(Action action) {
        return switch (action) {
            case DRAIN, CHECK_CLUSTER, VALIDATE_API_SERVERS, VALIDATE_WORKLOADS, VALIDATE_CLUSTER -> true;
            default -> false;
        };
    }

    static boolean isControlPlane(ClusterPlan cluster, String node) {
        return node.startsWith(cluster.name() + "-cp");
    }
}
