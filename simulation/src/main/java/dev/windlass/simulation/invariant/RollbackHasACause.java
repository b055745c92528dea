package dev.windlass.simulation.invariant;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S10: no node is put back or released, and no upgrade halts, unless a person asked, or a step failed for good and something was wrong by
 * which that step may fail, since the upgrade was accepted or tried again.
 */
final class RollbackHasACause implements Invariant {
    /** Until a host has booted, its kubelet is Ready again, and its pods are. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private final Map<WatchedCluster, Course> courses = new IdentityHashMap<>();

    /** What has become of the newest upgrade since it was accepted or a person asked for it to be tried again. */
    private static final class Course {
        private Instant since = Instant.MIN;
        private boolean asked;
        private boolean released;
        private Optional<StepId> failed = Optional.empty();

        void beginsAt(Instant now) {
            since = now;
            goesOn();
            released = false;
        }

        void goesOn() {
            asked = false;
            failed = Optional.empty();
        }
    }

    @Override
    public String name() {
        return "S10 RollbackHasACause";
    }

    @Override
    public Optional<String> recorded(WatchedCluster cluster, EventRecord event) {
        var course = courses.computeIfAbsent(cluster, first -> new Course());
        switch (event.event()) {
            case Event.UpgradeAccepted accepted -> course.beginsAt(cluster.now());
            case Event.UpgradeRetried retried -> course.beginsAt(cluster.now());
            case Event.RollbackRequested requested -> course.asked = true;
            case Event.StepFailed failure -> {
                if (failure.retryAt().isEmpty()) {
                    course.failed = Optional.of(failure.step());
                }
            }
            case Event.RollbackStarted started -> {
                var wrong = wrong(cluster, course, started.node() + " is put back", started.reason());
                course.goesOn();
                course.released = !started.rollback();
                return wrong;
            }
            case Event.UpgradeHalted halted -> {
                // A control plane that was released: why it was so has been looked at already.
                return course.released && course.failed.isEmpty()
                        ? Optional.empty()
                        : wrong(cluster, course, "halted", halted.reason());
            }
            default -> {}
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(WatchedCluster cluster, Course course, String what, String reason) {
        var failed = course.failed
                .flatMap(id -> cluster.history().upgrade().flatMap(upgrade -> upgrade.step(id)))
                .map(state -> state.step());
        return course.asked
                        || failed.filter(step -> mayFail(cluster, step, course.since))
                                .isPresent()
                ? Optional.empty()
                : Optional.of("%s although nothing was wrong by which that may fail: %s".formatted(what, reason));
    }

    private static boolean mayFail(WatchedCluster cluster, Step step, Instant since) {
        return cluster.strikes()
                .any(since.minus(AFTERMATH), strike -> strike.harm().mayFail(step, cluster.plan(), strike.what()));
    }
}
