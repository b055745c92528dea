package dev.windlass.core.upgrade;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.Clusters;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One random history: actors that claim, go silent, fail, lose connections, repeat themselves and come back late, people who
 * steer at any moment, and time that jumps. First chaos, then everything works and the upgrade must end.
 */
final class Walk {
    private static final int CHAOS = 150;
    private static final int HEALED = 3_000;

    final History history;
    final Set<String> transitions = new TreeSet<>();
    private final SplittableRandom random;
    private final List<Report> said = new ArrayList<>();
    private ClusterState replayed = ClusterState.empty(History.CLUSTER);
    private final double trouble;
    private final double steering;

    Walk(long seed) {
        random = new SplittableRandom(seed);
        trouble = random.nextDouble() * 0.4;
        steering = random.nextDouble() * 0.05;
        history =
                new History(Clusters.cluster("v1.28.3", 1 + random.nextInt(3), random.nextInt(4)), "1.29.9", "1.30.2");
    }

    void run() {
        request();
        for (var i = 0; i < CHAOS; i++) {
            if (random.nextDouble() < steering) {
                var verbs = Request.Verb.values();
                checked(history.steer(verbs[random.nextInt(verbs.length)]));
            }
            move();
        }
        replayedIsLive();
        heal();
        replayedIsLive();
    }

    private void request() {
        checked(history.request(random.nextInt(3) == 0 ? "v1.29.9" : "v1.30.2"));
    }

    private void heal() {
        for (var i = 0; i < HEALED && !ended(); i++) {
            if (history.status() == Status.PAUSED) {
                checked(history.steer(Request.Verb.RESUME));
            }
            for (var assignment : history.open()) {
                claimIfFree(assignment, "healthy");
                say(assignment, new Said.Ended(history.success(assignment)), owner(assignment));
            }
            tick(Duration.ofSeconds(20));
        }
        if (!ended()) {
            throw new AssertionError("no end although everything works: " + Situation.of(history.state, history.now));
        }
    }

    private boolean ended() {
        return history.state.active().isEmpty();
    }

    private void move() {
        if (ended() && random.nextInt(4) == 0) {
            request();
        }
        var open = history.open();
        if (open.isEmpty() || random.nextDouble() < trouble) {
            mischief();
            return;
        }
        var assignment = open.get(random.nextInt(open.size()));
        var by = "e" + random.nextInt(2);
        claimIfFree(assignment, by);
        if (random.nextInt(3) == 0) {
            say(assignment, new Said.Progressed("at it", ""), by);
        }
        say(assignment, new Said.Ended(outcome(assignment)), by);
        tick(Duration.ofSeconds(random.nextInt(3)));
    }

    private void mischief() {
        switch (random.nextInt(4)) {
            case 0 -> tick(Duration.ofSeconds(random.nextInt(60)));
            case 1 -> tick(Duration.ofMinutes(random.nextInt(90)));
            case 2 -> repeatSomething();
            default ->
                history.open().forEach(assignment -> {
                    claimIfFree(assignment, "e" + random.nextInt(2));
                    if (random.nextBoolean()) {
                        say(assignment, new Said.HandedOver(), owner(assignment));
                    }
                });
        }
    }

    private void repeatSomething() {
        if (!said.isEmpty()) {
            var again = said.get(random.nextInt(said.size()));
            checked(history.tell(new Input.Reported(again, history.now)));
        }
    }

    private Outcome outcome(Assignment assignment) {
        if (random.nextDouble() >= trouble) {
            return history.success(assignment);
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Outcome.Unknown("cut");
            case 1 -> Outcome.failedForNow(FailureKind.PACKAGE, "mirror away", "");
            default -> Outcome.failed(FailureKind.VALIDATION, "not Ready", "");
        };
    }

    private void claimIfFree(Assignment assignment, String by) {
        say(assignment, new Said.Claimed(), by);
    }

    private String owner(Assignment assignment) {
        return history.state
                .upgrade()
                .flatMap(upgrade -> upgrade.step(assignment.step().id()))
                .map(step -> step.progress() instanceof StepState.Progress.Started started ? started.by() : "nobody")
                .orElse("nobody");
    }

    private void say(Assignment assignment, Said what, String by) {
        var report = new Report(
                History.CLUSTER,
                history.state.upgrade().orElseThrow().id(),
                assignment.step().id(),
                assignment.attempt(),
                assignment.token(),
                by,
                what);
        said.add(report);
        checked(history.tell(new Input.Reported(report, history.now)));
    }

    private void tick(Duration duration) {
        checked(history.tickAfter(duration));
    }

    /** Every promise, after every event. */
    private void checked(List<EventRecord> decided) {
        for (var record : decided) {
            var after = replayed.after(record);
            Promises.check(replayed, record, after);
            transitions.add("%s --> %s: %s"
                    .formatted(
                            status(replayed),
                            status(after),
                            record.event().getClass().getSimpleName()));
            replayed = after;
        }
        if (replayed.sequence() != history.state.sequence()) {
            throw new AssertionError("an event was lost");
        }
    }

    private void replayedIsLive() {
        if (!replayed.equals(history.state)) {
            throw new AssertionError("replayed history is not the state that ran live");
        }
    }

    private static String status(ClusterState state) {
        return state.upgrade().map(upgrade -> upgrade.status().name()).orElse("[*]");
    }
}
