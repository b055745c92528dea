package dev.windlass.simulation.histories;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.StepState.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Executors and validators that claim, work, go silent, fail, lose connections, repeat themselves and come back late. */
final class Actors {
    private static final int REMEMBERED = 24;

    /** What an instance was once given, and may still believe it has. */
    private record Held(UpgradeId upgrade, Assignment assignment, String by) {}

    private final Planner planner;
    private final Work work;
    private final double trouble;
    private final SplittableRandom random;
    private final List<Report> said = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    Actors(Planner planner, Work work, double trouble, SplittableRandom random) {
        this.planner = planner;
        this.work = work;
        this.trouble = trouble;
        this.random = random;
    }

    /** One instance takes a step and brings it to an end, well or badly; another may have it, and then this one is refused. */
    void takeAndEnd(StepState step) {
        var by = anInstance();
        var assignment = planner.assignment(step);
        say(assignment, new Said.Claimed(), by);
        if (!by.equals(owner(assignment))) {
            if (random.nextInt(8) == 0) {
                say(assignment, new Said.Ended(Outcome.succeeded("I say so")), by);
            }
            return;
        }
        hold(assignment, by);
        if (random.nextInt(3) == 0) {
            say(assignment, new Said.Progressed("at it", ""), by);
        }
        say(assignment, new Said.Ended(outcome(assignment)), by);
    }

    /** Steps are claimed, and then those who have them say nothing, or are shut down. */
    void takeAndLeave() {
        for (var step : planner.inFlight()) {
            var assignment = planner.assignment(step);
            if (step.progress() instanceof Progress.Scheduled) {
                var by = anInstance();
                say(assignment, new Said.Claimed(), by);
                hold(assignment, by);
            }
            if (random.nextBoolean()) {
                say(assignment, new Said.HandedOver(), owner(assignment));
            }
        }
    }

    /** A report is delivered once more. */
    void repeat() {
        if (!said.isEmpty()) {
            planner.tell(said.get(random.nextInt(said.size())));
        }
    }

    /** Somebody who was away goes on with what it was given long ago. */
    void comeBackLate() {
        if (held.isEmpty()) {
            return;
        }
        var late = held.get(random.nextInt(held.size()));
        var outcome = Work.changesNode(late.assignment())
                ? work.perform(late.upgrade(), late.assignment(), planner.now())
                : Outcome.succeeded("at last");
        say(late.upgrade(), late.assignment(), new Said.Ended(outcome), late.by());
    }

    /** Whoever has a step ends it well, and what nobody has is taken. */
    void endWell(StepState step) {
        var assignment = planner.assignment(step);
        if (step.progress() instanceof Progress.Scheduled) {
            say(assignment, new Said.Claimed(), "healthy");
        }
        say(assignment, new Said.Ended(perform(assignment)), owner(assignment));
    }

    private Outcome outcome(Assignment assignment) {
        if (random.nextDouble() >= trouble) {
            return perform(assignment);
        }
        return switch (random.nextInt(3)) {
            case 0 -> {
                // The connection was cut: perhaps before the work was done, perhaps after.
                if (random.nextBoolean()) {
                    perform(assignment);
                }
                yield new Outcome.Unknown("cut");
            }
            case 1 -> Outcome.failedForNow(FailureKind.PACKAGE, "mirror away", "");
            default -> Outcome.failed(FailureKind.VALIDATION, "not Ready", "");
        };
    }

    private Outcome perform(Assignment assignment) {
        return work.perform(planner.newest(), assignment, planner.now());
    }

    private String owner(Assignment assignment) {
        return planner.state()
                .upgrade()
                .flatMap(upgrade -> upgrade.step(assignment.step().id()))
                .map(step -> step.progress() instanceof Progress.Started started ? started.by() : "nobody")
                .orElse("nobody");
    }

    private String anInstance() {
        return "e" + random.nextInt(2);
    }

    private void hold(Assignment assignment, String by) {
        remember(held, new Held(planner.newest(), assignment, by));
    }

    private void say(Assignment assignment, Said what, String by) {
        say(planner.newest(), assignment, what, by);
    }

    private void say(UpgradeId upgrade, Assignment assignment, Said what, String by) {
        var report = new Report(
                Planner.CLUSTER, upgrade, assignment.step().id(), assignment.attempt(), assignment.token(), by, what);
        remember(said, report);
        planner.tell(report);
    }

    private static <T> void remember(List<T> newest, T one) {
        if (newest.size() == REMEMBERED) {
            newest.removeFirst();
        }
        newest.add(one);
    }
}
