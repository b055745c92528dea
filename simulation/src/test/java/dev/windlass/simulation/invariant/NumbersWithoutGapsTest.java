package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.EventRecord;
import org.junit.jupiter.api.Test;

class NumbersWithoutGapsTest {
    private final Trial trial = new Trial();

    @Test
    void shouldNoticeANumberThatIsGivenTwice() {
        trial.upgrade(Trial.TARGET);
        trial.tell(trial.cluster.history().events().getLast());
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).startsWith("event "));
    }

    @Test
    void shouldNoticeAGap() {
        trial.upgrade(Trial.TARGET);
        var last = trial.cluster.history().events().getLast();
        trial.tell(new EventRecord(last.cluster(), last.sequence() + 2, last.at(), last.upgrade(), last.event()));
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).startsWith("event "));
    }
}
