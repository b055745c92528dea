package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.core.report.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * S10: no attempt fails, is in doubt or loses its lease but where a fault that may show so was felt meanwhile; no node is put back and
 * nothing halts but after a step that failed for good.
 */
final class TroubleHasACause implements Check {
    @Override
    public String name() {
        return "S10";
    }

    @Override
    public List<String> violations(Observed observed) {
        var walk = new Walk(Causes.of(observed));
        observed.ofThisUpgrade().forEach(walk::take);
        return walk.violations;
    }

    private static final class Walk {
        final List<String> violations = new ArrayList<>();
        private final Causes causes;
        private final Map<String, Event> attempts = new HashMap<>();
        private Instant opened = Instant.EPOCH;
        private Optional<Event> failedForGood = Optional.empty();
        private Optional<Event> recovery = Optional.empty();

        Walk(Causes causes) {
            this.causes = causes;
        }

        void take(Event event) {
            switch (event.type()) {
                case "UpgradeAccepted", "UpgradeRetried" -> opened(event);
                case "StepScheduled" -> {
                    // Given to another it is the same attempt still.
                    attempts.putIfAbsent(StepEvents.run(event), event);
                    failedForGood = Optional.empty();
                }
                case "StepFailed" -> failed(event);
                case "StepUnknown" -> judge(causes.ofDoubt(event, since(event)), event);
                case "LeaseExpired" -> {
                    var actor = scheduled(event).text("actor");
                    judge(causes.ofSilence(event, actor, since(event)), event);
                }
                case "RollbackStarted" -> {
                    judge(
                            failedForGood
                                    .filter(step -> step.node().equals(event.node()))
                                    .isPresent(),
                            event);
                    recovery = Optional.of(event);
                }
                case "UpgradeRolledBack" ->
                    judge(recovery.filter(Walk::ofWorker).isPresent(), event);
                case "UpgradeHalted" ->
                    judge(
                            failedForGood.isPresent()
                                    || recovery.filter(each -> !ofWorker(each)).isPresent(),
                            event);
                case "UpgradeRefused" -> judge(failedForGood.isPresent() || causes.ofRefusal(event, opened), event);
                default -> {}
            }
        }

        private void opened(Event event) {
            opened = event.at();
            failedForGood = Optional.empty();
            recovery = Optional.empty();
        }

        private void failed(Event event) {
            var kind = FailureKind.valueOf(
                    event.text("kind").toUpperCase(Locale.ROOT).replace('-', '_'));
            judge(causes.ofFailure(event, kind, since(event)), event);
            if (event.text("retryAt").isEmpty()) {
                failedForGood = Optional.of(event);
            }
        }

        /** A control plane is at most made schedulable again, and then the upgrade halts. */
        private static boolean ofWorker(Event recovery) {
            return recovery.json().path("rollback").asBoolean(false);
        }

        private Instant since(Event event) {
            return scheduled(event).at();
        }

        private Event scheduled(Event event) {
            return attempts.getOrDefault(StepEvents.run(event), event);
        }

        private void judge(boolean caused, Event event) {
            if (!caused) {
                violations.add("nothing explains %s: %s%s"
                        .formatted(StepEvents.words(event), event.text("message"), event.text("reason")));
            }
        }
    }
}
