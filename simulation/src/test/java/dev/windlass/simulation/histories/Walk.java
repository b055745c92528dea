package dev.windlass.simulation.histories;

import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Situation;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState.Progress;
import dev.windlass.core.upgrade.UpgradeProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** One random history: first everything may go wrong, in any order; then everything works, and the upgrade must end. */
public final class Walk {
    private static final int HEALED = 5_000;

    private final SplittableRandom random;
    private final Circumstances scenario;
    private final Planner planner;
    private final Requesters people;
    private final Actors actors;

    private Walk(long seed, Decider decider, Watcher watcher) {
        random = new SplittableRandom(seed);
        scenario = Circumstances.drawn(random);
        var nodes = new Nodes(scenario);
        planner = new Planner(decider, new HistoryPromises(nodes), watcher);
        people = new Requesters(planner, scenario, random);
        actors = new Actors(planner, new Work(nodes), scenario.trouble(), random);
    }

    /** The history of a seed. It is always the same one. Empty when every promise held. */
    public static Optional<BrokenHistory> of(long seed, Watcher watcher) {
        return of(seed, UpgradeProcess::decide, watcher);
    }

    static Optional<BrokenHistory> of(long seed, Decider decider, Watcher watcher) {
        var walk = new Walk(seed, decider, watcher);
        try {
            walk.chaos();
            walk.heal();
            return Optional.empty();
        } catch (BrokenPromise broken) {
            return Optional.of(new BrokenHistory(seed, broken.promise(), broken.where()));
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            // Whatever the state machine throws is a finding too: it has an answer for every input.
            return Optional.of(new BrokenHistory(
                    seed, "the state machine answers every input", thrown + " after " + walk.newestEvent()));
        }
    }

    private void chaos() {
        people.askForUpgrade();
        for (var i = 0; i < scenario.moves(); i++) {
            if (random.nextDouble() < scenario.steering()) {
                people.steer();
            }
            move();
        }
    }

    private void move() {
        var open = planner.inFlight();
        if (open.isEmpty() && random.nextInt(4) == 0) {
            people.goOn();
        } else if (open.isEmpty() || random.nextDouble() < scenario.trouble()) {
            mischief();
        } else {
            actors.takeAndEnd(open.get(random.nextInt(open.size())));
            planner.tick(Duration.ofSeconds(random.nextInt(3)));
        }
    }

    private void mischief() {
        switch (random.nextInt(12)) {
            case 0, 1 -> planner.tick(Duration.ofSeconds(random.nextInt(60)));
            case 2, 3 -> planner.tick(Duration.ofMinutes(random.nextInt(90)));
            case 4, 5 -> planner.tickUntilDue(Duration.ofSeconds(1));
            case 6 -> planner.tick(Duration.ofSeconds(-random.nextInt(7_200)));
            case 7 -> people.repeat();
            case 8 -> actors.repeat();
            case 9 -> actors.comeBackLate();
            default -> actors.takeAndLeave();
        }
    }

    private void heal() {
        for (var i = 0; i < HEALED && !planner.idle(); i++) {
            if (planner.status().equals(Optional.of(Status.PAUSED))) {
                people.resume();
            }
            people.doubt();
            for (var step : planner.inFlight()) {
                if (!(step.progress() instanceof Progress.Waiting)) {
                    actors.endWell(step);
                }
            }
            planner.tickUntilDue(Duration.ofSeconds(1));
        }
        if (!planner.idle()) {
            throw new BrokenPromise(
                    "an upgrade ends when everything works",
                    Situation.of(planner.state(), planner.now()).toString());
        }
    }

    private String newestEvent() {
        ClusterState state = planner.state();
        return "event " + state.sequence() + " ("
                + planner.status().map(Status::words).orElse("no upgrade") + ")";
    }
}
