package dev.windlass.system.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By the nodes' own records: no verb does the same work twice on a node, but where a rollback undid it in between. */
final class NoVerbTwice implements Check {
    @Override
    public String name() {
        return "once";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<String, Map<String, NodeRun>> acted = new HashMap<>();
        for (var run : observed.runs()) {
            var here = acted.computeIfAbsent(run.node(), first -> new HashMap<>());
            if (run.verb().equals("restore-node") && !run.already()) {
                here.clear();
            } else if (run.acted()) {
                var before = here.put(run.command(), run);
                if (before != null) {
                    violations.add("%s did again what %s had done".formatted(run.words(), before.words()));
                }
            }
        }
        return violations;
    }
}
