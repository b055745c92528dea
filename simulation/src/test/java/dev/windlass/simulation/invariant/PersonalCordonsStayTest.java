package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.kubernetes.judgement.NodeMark;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PersonalCordonsStayTest {
    private final Trial trial = new Trial(new PersonalCordonsStay());

    @Test
    void shouldNoticeACordonThatIsLifted() {
        trial.cluster.cordons().byPerson(Trial.W1);
        trial.cordon(Trial.W1, true);
        assertThat(trial.broken()).isEmpty();

        trial.cordon(Trial.W1, false);
        assertThat(trial.broken()).hasValueSatisfying(words -> assertThat(words).contains("without a person's doing"));
    }

    @Test
    void shouldNoticeAMarkOfOurs() {
        trial.cluster.cordons().byPerson(Trial.W1);
        var annotations = new TreeMap<String, String>();
        annotations.put(NodeMark.CORDONED_BY, "c-1");
        trial.world.updateNode(Trial.W1, true, new TreeMap<>(), annotations);
        trial.promises.changed(trial.cluster);
        assertThat(trial.broken()).hasValue("c-w1 was cordoned by a person, and has the mark of c-1");
    }
}
