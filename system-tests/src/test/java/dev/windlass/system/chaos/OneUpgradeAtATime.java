package dev.windlass.system.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** S14: no upgrade begins while another is under way, and steps are only of the one that is. */
final class OneUpgradeAtATime implements Check {
    @Override
    public String name() {
        return "S14";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        Optional<String> active = Optional.empty();
        for (var event : observed.events()) {
            if (StepEvents.opens(event)) {
                if (active.isPresent()) {
                    violations.add("begun while %s is under way: %s".formatted(active.get(), StepEvents.words(event)));
                }
                active = event.upgrade();
            } else if (StepEvents.is(event, "StepScheduled") && !event.upgrade().equals(active)) {
                violations.add("scheduled while %s is under way: %s"
                        .formatted(active.orElse("no upgrade"), StepEvents.words(event)));
            } else if (StepEvents.end(event) && event.upgrade().equals(active)) {
                active = Optional.empty();
            }
        }
        return violations;
    }
}
