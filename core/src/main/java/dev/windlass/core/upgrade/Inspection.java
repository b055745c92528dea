package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.Topology;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The steps that come before a plan. They change nothing. */
final class Inspection {
    private static final String PHASE = "inspection";

    private Inspection() {}

    /** Whether a person asked for a hold or an end before there is a plan. Then nothing more is begun: reading changes nothing. */
    static boolean isHeld(Upgrade upgrade) {
        return upgrade.plan().isEmpty()
                && (upgrade.status() == Status.PAUSING || upgrade.status() == Status.CANCELLING);
    }

    /** A person asked for a hold or an end: what nobody is at is left, and what somebody is at may still answer. */
    static void leave(Decision decision) {
        if (isHeld(decision.upgrade())) {
            decision.upgrade().inFlight().stream()
                    .filter(step -> !(step.progress() instanceof StepState.Progress.Started))
                    .forEach(step -> left(decision, step));
        }
    }

    static void left(Decision decision, StepState step) {
        var failure = new Failure(FailureKind.OTHER, "left, because it was to be held or ended", "", true);
        decision.record(
                new Event.StepFailed(step.step().id(), step.attempt(), step.token(), failure, Optional.empty()));
    }

    static Step ofCluster() {
        return new Step(new StepId("i000"), 0, PHASE, Optional.empty(), Action.INSPECT_CLUSTER);
    }

    static List<Step> ofNodes(Topology topology) {
        return IntStream.range(0, topology.nodes().size())
                .mapToObj(index -> new Step(
                        new StepId("i%03d".formatted(index + 1)),
                        0,
                        PHASE,
                        Optional.of(topology.nodes().get(index).name()),
                        Action.INSPECT_NODE))
                .toList();
    }
}
