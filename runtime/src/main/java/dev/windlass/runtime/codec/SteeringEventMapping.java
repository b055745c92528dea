package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.each;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.request.RequestId;
import dev.windlass.schemas.CancelRequested;
import dev.windlass.schemas.PauseRequested;
import dev.windlass.schemas.RequestRefused;
import dev.windlass.schemas.RollbackRequested;
import dev.windlass.schemas.RollbackStarted;
import dev.windlass.schemas.UpgradeHalted;
import dev.windlass.schemas.UpgradeResumed;
import dev.windlass.schemas.UpgradeRetried;
import dev.windlass.schemas.UpgradeRolledBack;

/** What people ask of an upgrade, and how it leaves its way. */
final class SteeringEventMapping {
    private SteeringEventMapping() {}

    static RequestRefused wire(Event.RequestRefused e) {
        return new RequestRefused(e.request().text(), e.requestedBy(), e.reason(), e.hint());
    }

    static Event.RequestRefused core(RequestRefused e) {
        return new Event.RequestRefused(new RequestId(e.getRequest()), e.getRequestedBy(), e.getReason(), e.getHint());
    }

    static PauseRequested wire(Event.PauseRequested e) {
        return new PauseRequested(e.request().text(), e.by(), e.reason());
    }

    static Event.PauseRequested core(PauseRequested e) {
        return new Event.PauseRequested(new RequestId(e.getRequest()), e.getBy(), e.getReason());
    }

    static CancelRequested wire(Event.CancelRequested e) {
        return new CancelRequested(e.request().text(), e.by(), e.reason());
    }

    static Event.CancelRequested core(CancelRequested e) {
        return new Event.CancelRequested(new RequestId(e.getRequest()), e.getBy(), e.getReason());
    }

    static RollbackRequested wire(Event.RollbackRequested e) {
        return new RollbackRequested(e.request().text(), e.by(), e.reason());
    }

    static Event.RollbackRequested core(RollbackRequested e) {
        return new Event.RollbackRequested(new RequestId(e.getRequest()), e.getBy(), e.getReason());
    }

    static UpgradeResumed wire(Event.UpgradeResumed e) {
        return new UpgradeResumed(e.request().text(), e.by(), e.reason());
    }

    static Event.UpgradeResumed core(UpgradeResumed e) {
        return new Event.UpgradeResumed(new RequestId(e.getRequest()), e.getBy(), e.getReason());
    }

    static UpgradeRetried wire(Event.UpgradeRetried e) {
        return new UpgradeRetried(e.request().text(), e.by(), e.reason());
    }

    static Event.UpgradeRetried core(UpgradeRetried e) {
        return new Event.UpgradeRetried(new RequestId(e.getRequest()), e.getBy(), e.getReason());
    }

    static RollbackStarted wire(Event.RollbackStarted e) {
        return new RollbackStarted(e.node().text(), e.rollback(), e.reason(), each(e.steps(), PlanMapping::wire));
    }

    static Event.RollbackStarted core(RollbackStarted e) {
        return new Event.RollbackStarted(
                new NodeName(e.getNode()), e.getRollback(), e.getReason(), each(e.getSteps(), PlanMapping::core));
    }

    static UpgradeRolledBack wire(Event.UpgradeRolledBack e) {
        return new UpgradeRolledBack(e.node().text(), e.reason());
    }

    static Event.UpgradeRolledBack core(UpgradeRolledBack e) {
        return new Event.UpgradeRolledBack(new NodeName(e.getNode()), e.getReason());
    }

    static UpgradeHalted wire(Event.UpgradeHalted e) {
        return new UpgradeHalted(e.reason(), e.lookAt(), each(e.leftCordoned(), NodeName::text));
    }

    static Event.UpgradeHalted core(UpgradeHalted e) {
        return new Event.UpgradeHalted(e.getReason(), e.getLookAt(), each(e.getLeftCordoned(), NodeName::new));
    }
}
