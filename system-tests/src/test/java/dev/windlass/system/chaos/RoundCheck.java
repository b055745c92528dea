package dev.windlass.system.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code RoundCheck DIRECTORY}: judges a round of real-chaos.sh by what that has put into the directory.
 * Prints a line for each violation, then the figures; exits with 1 where there was a violation.
 */
final class RoundCheck {
    static final List<Check> CHECKS = List.of(
            new NothingWasMissed(),
            new NumbersWithoutGaps(),
            new OneUpgradeAtATime(),
            new StepsInOrder(),
            new EveryStepAnswered(),
            new AttemptsFollowOutcomes(),
            new StepsAreTaken(),
            new OneRunAtATime(),
            new RunsWereAskedFor(),
            new RunsTakeTheirVersion(),
            new SuccessesWereDone(),
            new NoVerbTwice(),
            new ControlPlanesFirst(),
            new CordonedOneAtATime(),
            new TroubleHasACause(),
            new BudgetIsHonoured());

    private RoundCheck() {}

    public static void main(String[] arguments) throws IOException {
        var observed = Observed.read(Path.of(arguments[0]));
        var violations = violations(observed);
        violations.forEach(violation -> System.out.println("violation " + violation));
        System.out.println(Recovery.longest(observed)
                .map(recovery -> "recovery %d %s"
                        .formatted(
                                recovery.time().toSeconds(),
                                recovery.fault().kind().words()))
                .orElse("recovery 0 none"));
        System.out.println("seen %d events, %d runs on nodes"
                .formatted(
                        observed.ofThisUpgrade().size(),
                        observed.runs().stream()
                                .filter(run -> run.name().startsWith(observed.upgrade() + "-"))
                                .count()));
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    /** Every sentence of every check, with the promise's name before it. */
    static List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        for (var check : CHECKS) {
            check.violations(observed).forEach(words -> violations.add(check.name() + ": " + words));
        }
        return violations;
    }
}
