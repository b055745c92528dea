package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.text;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.schemas.CancelRequested;
import dev.windlass.schemas.LeaseExpired;
import dev.windlass.schemas.NodeValidated;
import dev.windlass.schemas.PauseRequested;
import dev.windlass.schemas.PlanMade;
import dev.windlass.schemas.ReportRefused;
import dev.windlass.schemas.RequestRefused;
import dev.windlass.schemas.RollbackRequested;
import dev.windlass.schemas.RollbackStarted;
import dev.windlass.schemas.StepFailed;
import dev.windlass.schemas.StepHandedOver;
import dev.windlass.schemas.StepProgressed;
import dev.windlass.schemas.StepScheduled;
import dev.windlass.schemas.StepStarted;
import dev.windlass.schemas.StepSucceeded;
import dev.windlass.schemas.StepUnknown;
import dev.windlass.schemas.UpgradeAccepted;
import dev.windlass.schemas.UpgradeCancelled;
import dev.windlass.schemas.UpgradeCompleted;
import dev.windlass.schemas.UpgradeHalted;
import dev.windlass.schemas.UpgradePaused;
import dev.windlass.schemas.UpgradePlanned;
import dev.windlass.schemas.UpgradeRefused;
import dev.windlass.schemas.UpgradeResumed;
import dev.windlass.schemas.UpgradeRetried;
import dev.windlass.schemas.UpgradeRolledBack;
import java.util.Optional;

/** Events: an envelope and one record for each fact. */
final class EventMapping {
    private EventMapping() {}

    static dev.windlass.schemas.EventRecord wire(EventRecord record) {
        return dev.windlass.schemas.EventRecord.newBuilder()
                .setCluster(record.cluster().text())
                .setSequence(record.sequence())
                .setAt(record.at())
                .setUpgrade(text(record.upgrade()))
                .setEvent(wire(record.event()))
                .build();
    }

    static EventRecord core(dev.windlass.schemas.EventRecord record) {
        return new EventRecord(
                new ClusterName(record.getCluster()),
                record.getSequence(),
                record.getAt(),
                Optional.ofNullable(record.getUpgrade()).map(UpgradeId::new),
                core(record.getEvent()));
    }

    private static Object wire(Event event) {
        return switch (event) {
            case Event.RequestRefused e -> SteeringEventMapping.wire(e);
            case Event.UpgradeAccepted e -> new UpgradeAccepted(RequestMapping.wire(e.request()), e.token());
            case Event.PlanMade e -> new PlanMade(PlanMapping.wire(e.plan()));
            case Event.StepScheduled e -> new StepScheduled(AssignmentMapping.wire(e.assignment()));
            case Event.StepStarted e -> StepEventMapping.wire(e);
            case Event.StepProgressed e -> StepEventMapping.wire(e);
            case Event.StepSucceeded e -> StepEventMapping.wire(e);
            case Event.NodeValidated e -> StepEventMapping.wire(e);
            case Event.StepFailed e -> StepEventMapping.wire(e);
            case Event.StepUnknown e -> StepEventMapping.wire(e);
            case Event.LeaseExpired e -> StepEventMapping.wire(e);
            case Event.StepHandedOver e -> StepEventMapping.wire(e);
            case Event.ReportRefused e -> StepEventMapping.wire(e);
            case Event.PauseRequested e -> SteeringEventMapping.wire(e);
            case Event.CancelRequested e -> SteeringEventMapping.wire(e);
            case Event.RollbackRequested e -> SteeringEventMapping.wire(e);
            case Event.UpgradePaused e -> new UpgradePaused();
            case Event.UpgradeResumed e -> SteeringEventMapping.wire(e);
            case Event.UpgradeRetried e -> SteeringEventMapping.wire(e);
            case Event.RollbackStarted e -> SteeringEventMapping.wire(e);
            case Event.UpgradeRefused e -> new UpgradeRefused(e.reasons());
            case Event.UpgradePlanned e -> new UpgradePlanned();
            case Event.UpgradeCompleted e -> new UpgradeCompleted(e.summary());
            case Event.UpgradeRolledBack e -> SteeringEventMapping.wire(e);
            case Event.UpgradeHalted e -> SteeringEventMapping.wire(e);
            case Event.UpgradeCancelled e -> new UpgradeCancelled(e.reason());
        };
    }

    private static Event core(Object event) {
        return switch (event) {
            case RequestRefused e -> SteeringEventMapping.core(e);
            case UpgradeAccepted e -> new Event.UpgradeAccepted(RequestMapping.toUpgrade(e.getRequest()), e.getToken());
            case PlanMade e -> new Event.PlanMade(PlanMapping.core(e.getPlan()));
            case StepScheduled e -> new Event.StepScheduled(AssignmentMapping.core(e.getAssignment()));
            case StepStarted e -> StepEventMapping.core(e);
            case StepProgressed e -> StepEventMapping.core(e);
            case StepSucceeded e -> StepEventMapping.core(e);
            case NodeValidated e -> StepEventMapping.core(e);
            case StepFailed e -> StepEventMapping.core(e);
            case StepUnknown e -> StepEventMapping.core(e);
            case LeaseExpired e -> StepEventMapping.core(e);
            case StepHandedOver e -> StepEventMapping.core(e);
            case ReportRefused e -> StepEventMapping.core(e);
            case PauseRequested e -> SteeringEventMapping.core(e);
            case CancelRequested e -> SteeringEventMapping.core(e);
            case RollbackRequested e -> SteeringEventMapping.core(e);
            case UpgradePaused e -> new Event.UpgradePaused();
            case UpgradeResumed e -> SteeringEventMapping.core(e);
            case UpgradeRetried e -> SteeringEventMapping.core(e);
            case RollbackStarted e -> SteeringEventMapping.core(e);
            case UpgradeRefused e -> new Event.UpgradeRefused(e.getReasons());
            case UpgradePlanned e -> new Event.UpgradePlanned();
            case UpgradeCompleted e -> new Event.UpgradeCompleted(e.getSummary());
            case UpgradeRolledBack e -> SteeringEventMapping.core(e);
            case UpgradeHalted e -> SteeringEventMapping.core(e);
            case UpgradeCancelled e -> new Event.UpgradeCancelled(e.getReason());
            default -> throw new UnknownValue(Event.class);
        };
    }
}
