package dev.windlass.simulation.world;

import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** L1: once everything is healed every upgrade ends in time; one that a person holds goes on when asked. */
final class EveryUpgradeEnds {
    private static final int HOPS = 2;
    private static final int STEPS = 15;

    private final VirtualTime time;
    private final Places places;
    private final Witness witness;
    private final Promises promises;
    private final RequestsAreAnswered answers;
    private final PatientPerson person;
    private final BooleanSupplier broken;
    private final Set<String> resumed = new LinkedHashSet<>();
    private long looked = -1;

    EveryUpgradeEnds(
            VirtualTime time,
            Places places,
            Witness witness,
            Promises promises,
            RequestsAreAnswered answers,
            PatientPerson person,
            BooleanSupplier broken) {
        this.time = time;
        this.places = places;
        this.witness = witness;
        this.promises = promises;
        this.answers = answers;
        this.person = person;
        this.broken = broken;
    }

    /** Waits until all have ended and every request is answered; false when this, or anything else, is broken. */
    boolean inTime() {
        looked = -1;
        var bound = bound();
        var ended = time.runUntil(() -> broken.getAsBoolean() || isSettled(), bound);
        if (!ended) {
            promises.broken("L1 EveryUpgradeEnds", "not at an end within %s: %s".formatted(bound, unsettled()));
        }
        return promises.broken().isEmpty();
    }

    /** Looks only when something was recorded since, which an answer is too: the question is asked after every piece. */
    private boolean isSettled() {
        if (witness.events() == looked) {
            return false;
        }
        looked = witness.events();
        for (var place : places.all()) {
            var upgrade = SimulatedWorld.newest(place);
            if (upgrade.isPresent() && !upgrade.get().ended()) {
                if (upgrade.get().status() == Status.PAUSED) {
                    resume(place, upgrade.get());
                }
                return false;
            }
        }
        return answers.all();
    }

    private void resume(Place place, Upgrade upgrade) {
        if (resumed.add(upgrade.id() + " " + upgrade.statusSince())) {
            person.ask(place, Ask.Kind.RESUME, "");
        }
    }

    private String unsettled() {
        var words = new StringBuilder();
        for (var place : places.all()) {
            words.append(place.name())
                    .append(": ")
                    .append(SimulatedWorld.newest(place)
                            .map(upgrade -> upgrade.status().words() + " " + upgrade.inFlight())
                            .orElse("nothing was accepted"))
                    .append("; ");
        }
        return words.append(answers.all() ? "every request is answered" : "a request is not answered")
                .toString();
    }

    /** Each step may fail once more and wait for its next try; what hangs on a deadline of minutes may wait for that. */
    private Duration bound() {
        var steps = places.all().stream().mapToInt(EveryUpgradeEnds::steps).sum();
        return Duration.ofMinutes(12).plus(Duration.ofSeconds(12L * steps));
    }

    /** Of the newest plan. Where none was made yet it will be one of {@link #HOPS} at most, with so many steps for each node. */
    private static int steps(Place place) {
        return SimulatedWorld.newest(place)
                .flatMap(Upgrade::plan)
                .map(plan -> plan.steps().size())
                .orElseGet(() -> HOPS * STEPS * place.watched().truth().hosts().size());
    }
}
