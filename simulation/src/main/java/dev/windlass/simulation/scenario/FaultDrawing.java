package dev.windlass.simulation.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what goes wrong, by swarm: each seed has a few sorts of faults of its own and many have none of the others. */
final class FaultDrawing {
    private static final int QUIET = 4;
    private static final int ASLEEP = 10;
    /** The last is just before a turn in which only time has passed, which no generation of a group guards, but the transactional id alone. */
    private static final List<Point> TRANSACTION =
            List.of(Point.SEND_BEFORE, Point.SEND_AFTER, Point.COMMIT_BEFORE, Point.ENDS_AFTER);

    private static final List<String> EVENTS = List.of(
            "StepScheduled",
            "StepScheduled",
            "StepStarted",
            "StepSucceeded",
            "NodeValidated",
            "PlanMade",
            "StepFailed",
            "RollbackStarted",
            "LeaseExpired");

    private final SplittableRandom chance;
    private final Fleet fleet;
    private final Duration chaos;
    /** Until then faults begin that do so at a time. */
    private final Duration last;

    private final boolean stubborn;

    /** What makes steps fail for good, and gates, when it lasts. */
    private static final List<FaultKind> STUBBORN = List.of(
            FaultKind.KUBELET_BROKEN,
            FaultKind.KUBELET_CRASHES,
            FaultKind.COMPONENT_CRASHES,
            FaultKind.VERB_FAILS,
            FaultKind.MIRROR_AWAY,
            FaultKind.DISK_FULL,
            FaultKind.NODE_DOWN,
            FaultKind.STALL,
            FaultKind.SSH_REFUSED,
            FaultKind.LOGIN_REFUSED,
            FaultKind.API_DENIES,
            FaultKind.API_AWAY,
            FaultKind.BUDGET_BLOCKS,
            FaultKind.KUBELET_STOPPED,
            FaultKind.UNMANAGED_POD,
            FaultKind.EMPTY_DIR,
            FaultKind.TWO_BUDGETS,
            FaultKind.CONTROLLERS_AWAY);

    private FaultDrawing(SplittableRandom chance, Fleet fleet, Duration chaos, Duration last, boolean stubborn) {
        this.chance = chance;
        this.fleet = fleet;
        this.chaos = chaos;
        this.last = last;
        this.stubborn = stubborn;
    }

    static List<Fault> draw(SplittableRandom chance, Fleet fleet, Duration chaos) {
        return new FaultDrawing(chance, fleet, chaos, chaos, false).all();
    }

    /** Few faults, most of which last long and begin early. */
    static List<Fault> stubborn(SplittableRandom chance, Fleet fleet, Duration chaos) {
        var drawing = new FaultDrawing(chance, fleet, chaos, chaos.dividedBy(4), true);
        var faults = new ArrayList<Fault>();
        for (var i = chance.nextInt(1, 4); i > 0; i--) {
            faults.add(drawing.fault(STUBBORN.get(chance.nextInt(STUBBORN.size()))));
        }
        for (var i = chance.nextInt(0, 4); i > 0; i--) {
            faults.add(drawing.fault(FaultKind.values()[chance.nextInt(FaultKind.values().length)]));
        }
        return faults;
    }

    private List<Fault> all() {
        if (chance.nextInt(100) < QUIET) {
            return List.of();
        }
        var kinds = kinds();
        var count = 1 + (int) Math.abs(chance.nextGaussian() * 6);
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < Math.min(count, 30); i++) {
            faults.add(fault(kinds.get(chance.nextInt(kinds.size()))));
        }
        if (chance.nextInt(100) < ASLEEP) {
            faults.addAll(chance.nextBoolean() ? strickenInTransaction() : List.of(asleep()));
        }
        return faults;
    }

    /**
     * A planner that sleeps so long in the middle of a transaction, or just before it, that another one has its partition when it goes on;
     * or it dies there. Where only time is to have passed, something has to become due: an executor is gone in the middle of a step.
     */
    private List<Fault> strickenInTransaction() {
        var point = TRANSACTION.get(chance.nextInt(TRANSACTION.size()));
        var trigger = new Trigger.Passing(
                "planner-" + (1 + chance.nextInt(fleet.planners())),
                point.words(),
                chance.nextInt(1, point == Point.ENDS_AFTER ? 5 : 80));
        var kind = chance.nextInt(4) == 0 ? FaultKind.KILL : FaultKind.PAUSE;
        var fault = new Fault(kind, trigger, "", Duration.ofSeconds(chance.nextInt(25, 60)), 0);
        return point == Point.ENDS_AFTER ? List.of(executorGone(), fault) : List.of(fault);
    }

    private Fault executorGone() {
        return new Fault(
                FaultKind.KILL,
                new Trigger.Recorded("StepStarted", chance.nextInt(1, 20)),
                "executor-" + (1 + chance.nextInt(fleet.executors())),
                Duration.ofSeconds(chance.nextInt(15, 40)),
                0);
    }

    /** An executor that sleeps before its look at a node, or between that and its write, until another may have finished that node. */
    private Fault asleep() {
        var point = chance.nextBoolean() ? Point.API_WRITE_BEFORE : Point.API_READ_BEFORE;
        var trigger = new Trigger.Passing(
                "executor-" + (1 + chance.nextInt(fleet.executors())), point.words(), chance.nextInt(1, 12));
        var lasts = chance.nextInt(3) == 0 ? chance.nextInt(90, 240) : chance.nextInt(20, 90);
        return new Fault(FaultKind.PAUSE, trigger, "", Duration.ofSeconds(lasts), 0);
    }

    private List<FaultKind> kinds() {
        var share = chance.nextDouble(0.04, 0.45);
        var kinds = new ArrayList<FaultKind>();
        for (var kind : FaultKind.values()) {
            if (chance.nextDouble() < share) {
                kinds.add(kind);
            }
        }
        return kinds.isEmpty() ? List.of(FaultKind.values()[chance.nextInt(FaultKind.values().length)]) : kinds;
    }

    private Fault fault(FaultKind kind) {
        // Most of the time no unit is there that could be killed.
        var trigger = kind == FaultKind.UNIT_KILLED && chance.nextInt(4) > 0 ? passing(Point.SSH_AFTER) : trigger();
        return new Fault(kind, trigger, what(kind, trigger), whose(kind), lasts(kind), argument(kind));
    }

    private Trigger trigger() {
        // What is to break a step for good strikes the node in hand, as an event names it.
        return switch (stubborn ? Drawing.weighted(chance, 25, 15, 60) : Drawing.weighted(chance, 40, 35, 25)) {
            case 0 -> new Trigger.At(Drawing.within(chance, last));
            case 1 -> passing(Point.values()[chance.nextInt(Point.values().length)]);
            default ->
                new Trigger.Recorded(
                        EVENTS.get(chance.nextInt(EVENTS.size())), 1 + (int) (Math.pow(chance.nextDouble(), 2) * 40));
        };
    }

    private Trigger passing(Point point) {
        return new Trigger.Passing(
                chance.nextBoolean() ? "" : process(point.services()),
                point.words(),
                1 + (int) (Math.pow(chance.nextDouble(), 2) * point.times()));
    }

    private String what(FaultKind kind, Trigger trigger) {
        return switch (kind.on()) {
            case NOTHING -> "";
            case PROCESS -> trigger instanceof Trigger.Passing && chance.nextInt(3) > 0 ? "" : process();
            case NODE -> !(trigger instanceof Trigger.At) && chance.nextInt(3) > 0 ? "" : node();
            case CLUSTER ->
                trigger instanceof Trigger.Recorded && chance.nextInt(3) > 0
                        ? ""
                        : cluster().name();
        };
    }

    /** What lies on a way is on everybody's, or on that of one service. */
    private String whose(FaultKind kind) {
        if (!kind.onTheWay() || chance.nextInt(10) < 6) {
            return "";
        }
        return process((kind.on() == FaultKind.On.NODE ? Point.SSH_BEFORE : Point.API_READ_BEFORE).services());
    }

    private String process() {
        return process(Point.POLL_BEFORE.services());
    }

    private String process(List<String> services) {
        var service = services.get(chance.nextInt(services.size()));
        var count = switch (service) {
            case "planner" -> fleet.planners();
            case "executor" -> fleet.executors();
            default -> fleet.validators();
        };
        return service + "-" + (1 + chance.nextInt(count));
    }

    private ClusterPlan cluster() {
        return fleet.clusters().get(chance.nextInt(fleet.clusters().size()));
    }

    private String node() {
        var cluster = cluster();
        var number = chance.nextInt(cluster.controlPlanes() + cluster.workers());
        return number < cluster.controlPlanes()
                ? cluster.name() + "-cp" + (number + 1)
                : cluster.name() + "-w" + (number - cluster.controlPlanes() + 1);
    }

    private Duration lasts(FaultKind kind) {
        if (kind.isMoment()) {
            return Duration.ZERO;
        }
        if (stubborn && chance.nextInt(10) < 7) {
            return chaos;
        }
        // Most are short next to a lease, some are long.
        return Duration.ofMillis(
                switch (Drawing.weighted(chance, 45, 40, 15)) {
                    case 0 -> chance.nextLong(100, 4_000);
                    case 1 -> chance.nextLong(4_000, 25_000);
                    default -> chance.nextLong(25_000, 90_000);
                });
    }

    private int argument(FaultKind kind) {
        return switch (kind) {
            case SKEW -> chance.nextInt(-20_000, 20_000);
            case REBALANCE_STORM -> chance.nextInt(1, 10);
            case OFFSETS_BACK -> chance.nextInt(1, 60);
            case POISON -> chance.nextInt(0, 1_000);
            case VERB_FAILS, VERB_SLOW, COMPONENT_CRASHES -> chance.nextInt(0, 1_000);
            case API_CONFLICTS, API_ANSWERS_LOST -> chance.nextInt(1, 4);
            case API_SLOW -> chance.nextBoolean() ? 4 : chance.nextInt(9, 16);
            case API_STALE -> chance.nextInt(1, 12);
            // It is Ready some ten seconds after its start.
            case KUBELET_CRASHES -> chance.nextInt(3, 25);
            default -> 0;
        };
    }
}
