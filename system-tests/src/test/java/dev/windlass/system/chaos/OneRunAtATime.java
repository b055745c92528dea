package dev.windlass.system.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** S1, S3, S4 by the nodes' own records: in the whole cluster one run acts at a time, and on each node tokens only rise. */
final class OneRunAtATime implements Check {
    @Override
    public String name() {
        return "S1 S3 S4";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<String, NodeRun> last = new HashMap<>();
        NodeRun longest = null;
        for (var run : observed.runs()) {
            if (longest != null && longest.ended().orElse(longest.began()).isAfter(run.began())) {
                violations.add("%s began at %s, before %s ended at %s"
                        .formatted(
                                run.words(),
                                run.began(),
                                longest.words(),
                                longest.ended().orElseThrow()));
            }
            var before = last.put(run.node(), run);
            if (before != null && before.token() > run.token()) {
                violations.add("%s with token %d after %s with token %d"
                        .formatted(run.words(), run.token(), before.words(), before.token()));
            }
            if (longest == null
                    || run.ended().orElse(run.began()).isAfter(longest.ended().orElse(longest.began()))) {
                longest = run;
            }
        }
        return violations;
    }
}
