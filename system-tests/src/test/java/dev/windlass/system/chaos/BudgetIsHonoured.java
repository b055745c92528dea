package dev.windlass.system.chaos;

import java.time.Duration;
import java.util.List;

/** The workload never has less than its budget wants, one ready pod, but where a fault took nodes away. */
final class BudgetIsHonoured implements Check {
    /** Pods of a node that was away come back, or others do. */
    private static final Duration AFTERMATH = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public List<String> violations(Observed observed) {
        return observed.ready().stream()
                .filter(ready -> ready.number() < 1)
                .filter(ready -> observed.faults().stream()
                        .filter(fault -> fault.kind()
                                .disruptsPods(observed.controlPlanes().contains(fault.target())))
                        .noneMatch(fault -> fault.touches(ready.at(), ready.at(), AFTERMATH)))
                .map(ready -> "no pod was ready at %s, and no fault explains it".formatted(ready.at()))
                .toList();
    }
}
