package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S5, S7 by the nodes' own records: each verb was given the version, or the package revision, of its step's hop in the plan. */
final class RunsTakeTheirVersion implements Check {
    @Override
    public String name() {
        return "S5 S7 (versions)";
    }

    @Override
    public List<String> violations(Observed observed) {
        Map<String, Event> scheduled = new HashMap<>();
        observed.ofThisUpgrade().stream()
                .filter(event -> StepEvents.is(event, "StepScheduled"))
                .forEach(event -> scheduled.putIfAbsent(StepEvents.run(event), event));
        var violations = new ArrayList<String>();
        for (var run : observed.runs()) {
            var step = scheduled.get(run.name());
            if (step != null) {
                var due = hop(observed, step).map(hop -> command(run, hop, observed.upgrade()));
                if (!due.equals(Optional.of(run.command()))) {
                    violations.add("%s should have been %s".formatted(run.words(), due.orElse("in the plan")));
                }
            }
        }
        return violations;
    }

    private static Optional<JsonNode> hop(Observed observed, Event step) {
        var number = step.json().path("hop").asInt(0);
        return Json.list(observed.plan(), "hops").stream()
                .filter(hop -> hop.path("number").asInt(0) == number)
                .findFirst();
    }

    private static String command(NodeRun run, JsonNode hop, String upgrade) {
        var to = Json.text(hop, "to");
        return run.verb() + " "
                + switch (run.verb()) {
                    case "save-configuration", "restore-node" ->
                        upgrade + "-h" + hop.path("number").asInt(0);
                    case "switch-repository" -> to.substring(1, to.lastIndexOf('.'));
                    case "pull-images", "upgrade-apply", "upgrade-node" -> to;
                    default -> Json.text(hop.path("revisions"), run.node());
                };
    }
}
