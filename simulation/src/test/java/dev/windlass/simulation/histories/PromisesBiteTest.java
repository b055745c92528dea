package dev.windlass.simulation.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Promises that nothing can break are worth nothing: state machines that are wrong in one way each are found out, and by what. */
final class PromisesBiteTest {
    private static final int SEEDS = 150;

    @TestFactory
    Stream<DynamicTest> shouldFindOutAStateMachineThat() {
        return Stream.of(
                wrong("accepts stale tokens", BrokenDeciders::acceptsStaleTokens, "with the newest token, is believed"),
                wrong("skips the gate", BrokenDeciders::skipsTheGate, "nothing is taken for better than was said"),
                wrong("uncordons before the gate", BrokenDeciders::uncordonsBeforeTheGate, "the plan's order holds"),
                wrong("schedules two steps", BrokenDeciders::schedulesTwoSteps, "one step at a time"),
                wrong("forgets leases", BrokenDeciders::forgetsLeases, "leases, deadlines and waits are not forgotten"),
                wrong("gives tokens twice", BrokenDeciders::givesTokensTwice, "a token above all before"),
                wrong("names attempts twice", BrokenDeciders::namesAttemptsTwice, "has ended is not begun again"),
                wrong("answers twice", BrokenDeciders::answersTwice, "published twice has no effect twice"),
                wrong(
                        "cancels in the middle",
                        BrokenDeciders::cancelsInTheMiddle,
                        "nothing is under way after the end"),
                wrong("stalls", BrokenDeciders::stalls, "an upgrade never stalls"),
                wrong(
                        "rolls back to the new version",
                        BrokenDeciders::rollsBackToTheNewVersion,
                        "a rollback leads to where the worker was"));
    }

    private static DynamicTest wrong(String how, Decider decider, String promise) {
        return DynamicTest.dynamicTest(
                how, () -> assertThat(brokenBy(decider)).anyMatch(broken -> broken.contains(promise)));
    }

    /** What a few seeds find, up to the first that finds it. */
    private static Set<String> brokenBy(Decider decider) {
        var broken = new HashSet<String>();
        for (var seed = 0; seed < SEEDS; seed++) {
            Walk.of(seed, decider, Watcher.NOBODY).ifPresent(violation -> broken.add(violation.promise()));
        }
        return broken;
    }
}
