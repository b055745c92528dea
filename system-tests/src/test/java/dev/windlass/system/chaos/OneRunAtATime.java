package dev.windlass.system.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S1, S3, S4 by the nodes' own records: in the whole cluster one run acts at a time, and on each node tokens only rise. A run whose outcome
 * is lost acted until its node was started anew.
 */
final class OneRunAtATime implements Check {
    @Override
    public String name() {
        return "S1 S3 S4";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<String, NodeRun> last = new HashMap<>();
        Optional<NodeRun> longest = Optional.empty();
        var busyUntil = Instant.MIN;
        for (var run : observed.runs()) {
            if (longest.isPresent() && busyUntil.isAfter(run.began())) {
                violations.add("%s began at %s, before %s ended at %s"
                        .formatted(run.words(), run.began(), longest.get().words(), busyUntil));
            }
            var before = last.put(run.node(), run);
            if (before != null && before.token() >= run.token()) {
                violations.add("%s with token %d after %s with token %d"
                        .formatted(run.words(), run.token(), before.words(), before.token()));
            }
            var end = end(run, observed.faults());
            if (end.isEmpty()) {
                violations.add("%s has no outcome, and its node was not started anew".formatted(run.words()));
            }
            if (end.orElse(run.began()).isAfter(busyUntil)) {
                busyUntil = end.orElse(run.began());
                longest = Optional.of(run);
            }
        }
        return violations;
    }

    private static Optional<Instant> end(NodeRun run, List<Fault> faults) {
        return run.ended()
                .or(() -> faults.stream()
                        .filter(fault -> fault.kind() == FaultKind.REBOOT
                                && fault.target().equals(run.node()))
                        .filter(fault -> !fault.until().isBefore(run.began()))
                        .map(fault -> fault.from().isAfter(run.began()) ? fault.from() : run.began())
                        .min(Comparator.naturalOrder()));
    }
}
