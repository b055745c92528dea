package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.upgrade.StepState.Progress;
import java.util.Optional;

/**
 * What follows from a report: guards in the order in which a reviewer would ask, and then the fact. A report that is refused is
 * recorded with its reason, because that is easier to read than silence; only a late sign of life is not, for it says nothing.
 */
final class Reports {
    private Reports() {}

    static void decide(Decision decision, Report report) {
        var refusal = refusal(decision.state(), report);
        if (refusal.isPresent()) {
            refuse(decision, report, refusal.get());
            return;
        }
        var step = decision.upgrade().step(report.step()).orElseThrow();
        switch (report.said()) {
            case Said.Claimed said ->
                decision.record(new Event.StepStarted(report.step(), report.attempt(), report.token(), report.by()));
            case Said.Progressed said ->
                decision.record(new Event.StepProgressed(
                        report.step(), report.attempt(), report.token(), said.note(), said.output()));
            case Said.HandedOver said -> {
                decision.record(new Event.StepHandedOver(report.step(), report.attempt(), report.token(), report.by()));
                Scheduling.again(decision, step);
            }
            case Said.Ended said -> Outcomes.decide(decision, step, said.outcome());
        }
    }

    private static Optional<String> refusal(ClusterState state, Report report) {
        var upgrade = state.upgrade().filter(newest -> newest.id().equals(report.upgrade()));
        if (upgrade.isEmpty()) {
            return Optional.of("upgrade " + report.upgrade() + " is not the one under way");
        }
        if (upgrade.get().ended()) {
            return Optional.of(
                    "the upgrade has ended: it is " + upgrade.get().status().words());
        }
        var step = upgrade.get().step(report.step());
        if (step.isEmpty()) {
            return Optional.of("the upgrade has no step " + report.step());
        }
        return refusal(step.get(), report);
    }

    private static Optional<String> refusal(StepState step, Report report) {
        if (step.token() != report.token() || step.attempt() != report.attempt()) {
            return Optional.of("attempt %d with token %d holds, not attempt %d with token %d"
                    .formatted(step.attempt(), step.token(), report.attempt(), report.token()));
        }
        return switch (step.progress()) {
            case Progress.Scheduled s ->
                report.said() instanceof Said.Claimed ? Optional.empty() : Optional.of("the step was not claimed");
            case Progress.Started started -> {
                if (!started.by().equals(report.by())) {
                    yield Optional.of(started.by() + " has the step");
                }
                yield report.said() instanceof Said.Claimed ? Optional.of("it has the step already") : Optional.empty();
            }
            case Progress.Waiting w -> Optional.of("the attempt has ended");
            case Progress.Succeeded s -> Optional.of("the step has succeeded");
            case Progress.Failed f -> Optional.of("the step has failed");
            case Progress.Renewed r -> Optional.of("the step is to be scheduled anew");
        };
    }

    private static void refuse(Decision decision, Report report, String reason) {
        if (report.said() instanceof Said.Progressed) {
            return;
        }
        decision.record(
                new Event.ReportRefused(
                        report.step(), report.attempt(), report.token(), report.by(), words(report.said()), reason),
                Optional.of(report.upgrade()));
    }

    private static String words(Said said) {
        return switch (said) {
            case Said.Claimed c -> "claimed";
            case Said.Progressed p -> "progressed";
            case Said.HandedOver h -> "handed over";
            case Said.Ended ended ->
                switch (ended.outcome()) {
                    case Outcome.Succeeded s -> "succeeded";
                    case Outcome.Failed failed ->
                        "failed: " + failed.failure().kind() + ": "
                                + failed.failure().message();
                    case Outcome.Unknown unknown -> "unknown: " + unknown.reason();
                };
        };
    }
}
