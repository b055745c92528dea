package dev.windlass.runtime.codec;

import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.schemas.StateFailed;
import dev.windlass.schemas.StateRenewed;
import dev.windlass.schemas.StateScheduled;
import dev.windlass.schemas.StateStarted;
import dev.windlass.schemas.StateSucceeded;
import dev.windlass.schemas.StateWaiting;
import java.util.Optional;

/** Where a step is. */
final class StepProgressMapping {
    private StepProgressMapping() {}

    static Object wire(Progress progress) {
        return switch (progress) {
            case Progress.Scheduled at ->
                new StateScheduled(at.since(), at.deadline().orElse(null), at.round());
            case Progress.Started at ->
                new StateStarted(at.by(), at.since(), at.leaseUntil(), at.deadline(), at.note());
            case Progress.Waiting at ->
                new StateWaiting(
                        at.since(), at.until(), at.sameAttempt(), at.deadline().orElse(null), Values.wire(at.why()));
            case Progress.Succeeded at -> new StateSucceeded(at.at(), at.summary());
            case Progress.Failed at -> new StateFailed(at.at(), Values.wire(at.failure()));
            case Progress.Renewed at -> new StateRenewed();
        };
    }

    static Progress core(Object progress) {
        return switch (progress) {
            case StateScheduled at ->
                new Progress.Scheduled(at.getSince(), Optional.ofNullable(at.getDeadline()), at.getRound());
            case StateStarted at ->
                new Progress.Started(at.getBy(), at.getSince(), at.getLeaseUntil(), at.getDeadline(), at.getNote());
            case StateWaiting at ->
                new Progress.Waiting(
                        at.getSince(),
                        at.getUntil(),
                        at.getSameAttempt(),
                        Optional.ofNullable(at.getDeadline()),
                        Values.core(at.getWhy()));
            case StateSucceeded at -> new Progress.Succeeded(at.getAt(), at.getSummary());
            case StateFailed at -> new Progress.Failed(at.getAt(), Values.core(at.getFailure()));
            case StateRenewed at -> new Progress.Renewed();
            default -> throw new UnknownValue(Progress.class);
        };
    }
}
