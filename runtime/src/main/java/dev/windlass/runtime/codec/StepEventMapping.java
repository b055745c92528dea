package dev.windlass.runtime.codec;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.plan.StepId;
import dev.windlass.schemas.LeaseExpired;
import dev.windlass.schemas.NodeValidated;
import dev.windlass.schemas.ReportRefused;
import dev.windlass.schemas.StepFailed;
import dev.windlass.schemas.StepHandedOver;
import dev.windlass.schemas.StepProgressed;
import dev.windlass.schemas.StepStarted;
import dev.windlass.schemas.StepSucceeded;
import dev.windlass.schemas.StepUnknown;
import java.util.Optional;

/** What happens to steps. */
final class StepEventMapping {
    private StepEventMapping() {}

    static StepStarted wire(Event.StepStarted e) {
        return new StepStarted(e.step().text(), e.attempt(), e.token(), e.by());
    }

    static Event.StepStarted core(StepStarted e) {
        return new Event.StepStarted(new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getBy());
    }

    static StepProgressed wire(Event.StepProgressed e) {
        return new StepProgressed(e.step().text(), e.attempt(), e.token(), e.note(), e.output());
    }

    static Event.StepProgressed core(StepProgressed e) {
        return new Event.StepProgressed(
                new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getNote(), e.getOutput());
    }

    static LeaseExpired wire(Event.LeaseExpired e) {
        return new LeaseExpired(e.step().text(), e.attempt(), e.token(), e.by());
    }

    static Event.LeaseExpired core(LeaseExpired e) {
        return new Event.LeaseExpired(new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getBy());
    }

    static StepHandedOver wire(Event.StepHandedOver e) {
        return new StepHandedOver(e.step().text(), e.attempt(), e.token(), e.by());
    }

    static Event.StepHandedOver core(StepHandedOver e) {
        return new Event.StepHandedOver(new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getBy());
    }

    static ReportRefused wire(Event.ReportRefused e) {
        return new ReportRefused(e.step().text(), e.attempt(), e.token(), e.by(), e.said(), e.reason());
    }

    static Event.ReportRefused core(ReportRefused e) {
        return new Event.ReportRefused(
                new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getBy(), e.getSaid(), e.getReason());
    }

    static StepSucceeded wire(Event.StepSucceeded e) {
        return new StepSucceeded(
                e.step().text(), e.attempt(), e.token(), e.summary(), OutcomeMapping.finding(e.finding()));
    }

    static Event.StepSucceeded core(StepSucceeded e) {
        return new Event.StepSucceeded(
                new StepId(e.getStep()),
                e.getAttempt(),
                e.getToken(),
                e.getSummary(),
                OutcomeMapping.finding(e.getFinding()));
    }

    static NodeValidated wire(Event.NodeValidated e) {
        return new NodeValidated(
                e.step().text(),
                e.attempt(),
                e.token(),
                e.node().text(),
                e.version().toString(),
                e.evidence());
    }

    static Event.NodeValidated core(NodeValidated e) {
        return new Event.NodeValidated(
                new StepId(e.getStep()),
                e.getAttempt(),
                e.getToken(),
                new NodeName(e.getNode()),
                KubernetesVersion.parse(e.getVersion()),
                e.getEvidence());
    }

    static StepFailed wire(Event.StepFailed e) {
        return new StepFailed(
                e.step().text(),
                e.attempt(),
                e.token(),
                Values.wire(e.failure()),
                e.retryAt().orElse(null));
    }

    static Event.StepFailed core(StepFailed e) {
        return new Event.StepFailed(
                new StepId(e.getStep()),
                e.getAttempt(),
                e.getToken(),
                Values.core(e.getFailure()),
                Optional.ofNullable(e.getRetryAt()));
    }

    static StepUnknown wire(Event.StepUnknown e) {
        return new StepUnknown(e.step().text(), e.attempt(), e.token(), e.reason(), e.retryAt());
    }

    static Event.StepUnknown core(StepUnknown e) {
        return new Event.StepUnknown(
                new StepId(e.getStep()), e.getAttempt(), e.getToken(), e.getReason(), e.getRetryAt());
    }
}
