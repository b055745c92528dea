package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** By the nodes' own records: what is recorded as done on a node was done there, to its end and before it was recorded. */
final class SuccessesWereDone implements Check {
    /** The actions of executors that no verb of the node's script does. */
    private static final Set<String> WITHOUT_RUN = Set.of("inspect-node", "cordon", "drain", "uncordon");

    /** Events have their time in milliseconds, and files theirs by the kernel's coarse clock. */
    private static final Duration ROUNDING = Duration.ofMillis(15);

    @Override
    public String name() {
        return "done";
    }

    @Override
    public List<String> violations(Observed observed) {
        Map<String, NodeRun> runs = new HashMap<>();
        observed.runs().forEach(run -> runs.put(run.name(), run));
        var violations = new ArrayList<String>();
        for (var event : observed.events()) {
            if (StepEvents.is(event, "StepSucceeded") && ofARun(event)) {
                var run = runs.get(StepEvents.run(event));
                if (run == null || !was(run, event)) {
                    violations.add("its node knows nothing of it: " + StepEvents.words(event));
                }
            }
        }
        return violations;
    }

    private static boolean ofARun(Event event) {
        var action = event.text("action");
        return event.node().isPresent() && !action.startsWith("validate-") && !WITHOUT_RUN.contains(action);
    }

    private static boolean was(NodeRun run, Event event) {
        return event.node().filter(run.node()::equals).isPresent()
                && run.exitCode().filter(code -> code == 0).isPresent()
                && run.ended()
                        .filter(end -> !end.isAfter(event.at().plus(ROUNDING)))
                        .isPresent();
    }
}
