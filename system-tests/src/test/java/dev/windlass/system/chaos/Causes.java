package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.core.report.FailureKind;
import dev.windlass.system.chaos.FaultKind.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Whether a fault may have led to what became of a step. */
record Causes(List<Fault> faults, Set<String> controlPlanes) {
    /** What is known of another node only on that node itself. */
    private static final Set<FailureKind> OF_THE_HOST = Set.of(FailureKind.LOST, FailureKind.PACKAGE);

    /** Steps about a node that depend on others: pods have to go somewhere. */
    private static final Set<String> WITH_OTHER_NODES = Set.of("drain", "validate-workloads");

    static Causes of(Observed observed) {
        return new Causes(observed.faults(), observed.controlPlanes());
    }

    /** Whether one may have shown as such a failure of the event's step, some time since then. */
    boolean ofFailure(Event event, FailureKind failure, Instant since) {
        return faults.stream()
                .filter(fault -> fault.kind().mayShowAs(failure))
                .filter(fault -> fault.felt(since, event.at()))
                .anyMatch(fault -> reaches(fault, event, failure));
    }

    /** Whether the outcome of the event's step may have got lost on its way since then. */
    boolean ofDoubt(Event event, Instant since) {
        return ofFailure(event, FailureKind.UNREACHABLE, since)
                || faults.stream()
                        .filter(fault -> fault.kind().reach() == Reach.SERVICE)
                        .anyMatch(fault -> fault.felt(since, event.at()));
    }

    /** Whether an actor of that sort may have seemed to be gone since then. */
    boolean ofSilence(Event event, String actor, Instant since) {
        return faults.stream()
                .filter(fault -> fault.kind().silences(actor))
                .anyMatch(fault -> fault.felt(since, event.at()));
    }

    /** Whether a node was in a state since then in which an upgrade is refused. */
    boolean ofRefusal(Event event, Instant since) {
        return faults.stream()
                .filter(fault ->
                        fault.kind().reach() == Reach.HOST || fault.kind().reach() == Reach.NODE)
                .anyMatch(fault -> fault.felt(since, event.at()));
    }

    private boolean reaches(Fault fault, Event event, FailureKind failure) {
        var here = event.node().filter(fault.target()::equals).isPresent();
        return switch (fault.kind().reach()) {
            case SERVICE -> true;
            case HOST -> here;
            case NODE -> here || (!OF_THE_HOST.contains(failure) && dependsOn(fault.target(), event));
            case INSPECTION -> event.text("action").startsWith("inspect-");
        };
    }

    private boolean dependsOn(String node, Event event) {
        return controlPlanes.contains(node)
                || event.node().isEmpty()
                || WITH_OTHER_NODES.contains(event.text("action"));
    }
}
