package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** Each check finds what it is for, and nothing where nothing is wrong. */
final class RoundCheckTest {
    private final SmallRound round = new SmallRound();

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        violations().isEmpty();
    }

    @Test
    void shouldTellTheLongestRecovery() {
        var recovery = Recovery.longest(round.observed()).orElseThrow();

        assertThat(recovery.fault().kind()).isEqualTo(FaultKind.APT_BROKEN);
        assertThat(recovery.time()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldNotCountWhatStruckInTheRoundBefore() {
        var begun = round.observed().events().getFirst().at();
        round.faults.add(new Fault(FaultKind.REBOOT, "w1", begun.minusSeconds(900), begun.minusSeconds(890)));

        assertThat(Recovery.longest(round.observed()).orElseThrow().fault().kind())
                .isEqualTo(FaultKind.APT_BROKEN);
    }

    @Test
    void shouldFindAnEventThatIsMissing() {
        var observed = round.observed();
        var events = new java.util.ArrayList<>(observed.events());
        events.remove(4);

        assertThat(new NumbersWithoutGaps()
                        .violations(new Observed(
                                events,
                                events,
                                observed.plan(),
                                observed.runs(),
                                observed.faults(),
                                observed.nodes(),
                                observed.ready())))
                .containsExactly("the event in place 5 has number 6");
    }

    @Test
    void shouldFindAnEventThatWhoFollowsSawTwice() {
        assertThat(RoundCheck.violations(round.observed(events -> {
                    events.add(3, events.get(3));
                    return events;
                })))
                .singleElement()
                .asString()
                .startsWith("S11: who followed saw something else than was recorded from place 5");
    }

    private ListAssert<String> violations() {
        return assertThat(RoundCheck.violations(round.observed()));
    }
}
