package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** S10: no attempt fails, no node is put back and nothing halts but where a fault was in force meanwhile, or shortly before. */
final class TroubleHasACause implements Check {
    /** What a reboot or a partition leaves behind heals in minutes: etcd, static pods, packages half installed. */
    private static final Duration AFTERMATH = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "S10";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Map<Long, Instant> scheduled = new HashMap<>();
        var accepted = Instant.EPOCH;
        for (var event : observed.ofThisUpgrade()) {
            switch (event.type()) {
                case "UpgradeAccepted" -> accepted = event.at();
                case "StepScheduled" -> scheduled.put(StepEvents.token(event), event.at());
                case "StepFailed" -> {
                    var since = scheduled.getOrDefault(StepEvents.token(event), accepted);
                    judge(observed, event, since, violations);
                }
                case "RollbackStarted", "UpgradeHalted", "UpgradeRolledBack", "UpgradeRefused" ->
                    judge(observed, event, accepted, violations);
                default -> {}
            }
        }
        return violations;
    }

    private static void judge(Observed observed, Event event, Instant since, List<String> violations) {
        var caused = observed.faults().stream()
                .filter(Fault::breaksSomething)
                .anyMatch(fault -> fault.touches(since, event.at(), AFTERMATH));
        if (!caused) {
            violations.add("no fault explains %s: %s%s"
                    .formatted(StepEvents.words(event), event.text("message"), event.text("reason")));
        }
    }
}
