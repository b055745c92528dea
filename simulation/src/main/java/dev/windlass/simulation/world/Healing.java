package dev.windlass.simulation.world;

import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The second phase: nothing goes wrong any more, so the liveness promises are due. */
final class Healing {
    private final Scenario scenario;
    private final VirtualTime time;
    private final Places places;
    private final Promises promises;
    private final BooleanSupplier broken;
    private final Consumer<Ask> publish;
    private final RequestsAreAnswered answers;
    private final ReportsAreHeard reports;
    private final EveryUpgradeEnds ends;
    private final EveryClusterReachesItsTarget targets;
    private final PoisonIsPutAside poison;

    Healing(
            Scenario scenario,
            VirtualTime time,
            Places places,
            Witness witness,
            Promises promises,
            RequestsAreAnswered answers,
            ReportsAreHeard reports,
            PoisonIsPutAside poison,
            BooleanSupplier broken,
            Consumer<Ask> publish) {
        this.scenario = scenario;
        this.time = time;
        this.places = places;
        this.promises = promises;
        this.broken = broken;
        this.publish = publish;
        this.answers = answers;
        this.reports = reports;
        var person = new PatientPerson(time, broken, publish);
        this.ends = new EveryUpgradeEnds(time, places, witness, promises, answers, person, broken);
        this.targets = new EveryClusterReachesItsTarget(scenario, time, places, promises, ends, person, broken);
        this.poison = poison;
    }

    void run() {
        new Unclaimed(time, places, promises).watch();
        answers.watch();
        reports.watch();
        if (ends.inTime() && targets.whenAsked()) {
            somebodyPublishesAgain();
            poison.atTheEnd(broken);
            reports.atTheEnd(broken);
            if (scenario.faults().isEmpty()) {
                NoSilentRetries.atTheEnd(places, promises);
            }
        }
    }

    /** A request that comes a second time, long after its upgrade has ended, is told from a new one by its id. */
    private void somebodyPublishesAgain() {
        if (scenario.seed() % 4 == 0) {
            scenario.asks().stream()
                    .filter(it -> it.kind() == Ask.Kind.UPGRADE)
                    .findFirst()
                    .ifPresent(publish);
            time.runUntil(broken, Duration.ofSeconds(5));
        }
    }
}
