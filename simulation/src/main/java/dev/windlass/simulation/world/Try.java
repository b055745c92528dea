package dev.windlass.simulation.world;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.runtime.events.StepRef;
import java.util.Optional;

/** One actor's right to a step: what it says of it, and what is recorded of that, is known by this. */
record Try(String cluster, String upgrade, String step, long token) {
    static Try of(Report report) {
        return new Try(
                report.cluster().text(), report.upgrade().text(), report.step().toString(), report.token());
    }

    /** Empty for an event that is not about a step. */
    static Optional<Try> of(EventRecord record) {
        return record.upgrade()
                .flatMap(upgrade -> StepRef.of(record.event())
                        .map(step -> new Try(
                                record.cluster().text(),
                                upgrade.text(),
                                step.step().toString(),
                                step.token())));
    }
}
