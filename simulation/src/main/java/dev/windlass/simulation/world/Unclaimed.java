package dev.windlass.simulation.world;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** L2: once everything is healed, a step that is scheduled is taken, and one whose lease has run out is given away again. */
final class Unclaimed {
    /** Longer than a lease, a claim and the time after a start in which the planner's clock does not count. */
    private static final Duration LONGEST = Action.LEASE.plusSeconds(30);

    private final VirtualTime time;
    private final Places places;
    private final Promises promises;

    Unclaimed(VirtualTime time, Places places, Promises promises) {
        this.time = time;
        this.places = places;
        this.promises = promises;
    }

    /** From now on, to the world's end. */
    void watch() {
        var healed = time.elapsed();
        NowAndThen.look(time, () -> {
            if (time.elapsed().minus(healed).compareTo(LONGEST) > 0) {
                places.all().forEach(this::look);
            }
        });
    }

    private void look(Place place) {
        SimulatedWorld.newest(place).filter(upgrade -> !upgrade.ended()).stream()
                .flatMap(upgrade -> upgrade.inFlight().stream())
                .filter(step -> waitsSince(step)
                        .filter(since -> Duration.between(since, time.instant()).compareTo(LONGEST) > 0)
                        .isPresent())
                .findFirst()
                .ifPresent(step -> promises.broken(
                        "L2 ScheduledStepsAreTaken",
                        "%s of %s waits for an actor for more than %s"
                                .formatted(step.step().words(), place.name(), LONGEST)));
    }

    private static Optional<Instant> waitsSince(StepState step) {
        return switch (step.progress()) {
            case Progress.Scheduled scheduled -> Optional.of(scheduled.since());
            case Progress.Started started -> Optional.of(started.leaseUntil());
            case Progress.Waiting w -> Optional.empty();
            case Progress.Succeeded s -> Optional.empty();
            case Progress.Failed f -> Optional.empty();
            case Progress.Renewed r -> Optional.empty();
        };
    }
}
