package dev.windlass.runtime.events;

import dev.windlass.core.event.Event;
import dev.windlass.core.plan.StepId;
import java.util.Optional;

/** Which try of which step an event is about. */
public record StepRef(StepId step, int attempt, long token) {
    /** Empty for an event that is about the upgrade as a whole or about a request. */
    public static Optional<StepRef> of(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case Event.StepScheduled e ->
                        new StepRef(
                                e.assignment().step().id(),
                                e.assignment().attempt(),
                                e.assignment().token());
                    case Event.StepStarted e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.StepProgressed e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.StepSucceeded e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.NodeValidated e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.StepFailed e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.StepUnknown e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.LeaseExpired e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.StepHandedOver e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.ReportRefused e -> new StepRef(e.step(), e.attempt(), e.token());
                    case Event.RequestRefused e -> null;
                    case Event.UpgradeAccepted e -> null;
                    case Event.PlanMade e -> null;
                    case Event.PauseRequested e -> null;
                    case Event.CancelRequested e -> null;
                    case Event.RollbackRequested e -> null;
                    case Event.UpgradePaused e -> null;
                    case Event.UpgradeResumed e -> null;
                    case Event.UpgradeRetried e -> null;
                    case Event.RollbackStarted e -> null;
                    case Event.UpgradeRefused e -> null;
                    case Event.UpgradePlanned e -> null;
                    case Event.UpgradeCompleted e -> null;
                    case Event.UpgradeRolledBack e -> null;
                    case Event.UpgradeHalted e -> null;
                    case Event.UpgradeCancelled e -> null;
                });
    }
}
