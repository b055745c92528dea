package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The steps that come before a plan. They change nothing. */
final class Inspection {
    private static final String PHASE = "inspection";

    private Inspection() {}

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
