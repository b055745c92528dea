package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a halt named is known only as long as it is left as the halt left it. */
final class CordonedOneAtATimeTest {
    private final SmallRound round = SmallRound.begun();

    @Test
    void shouldFindTwoNodesThatAreCordonedAtOnce() {
        see("cp1", "w1");
        see();

        assertThat(violations())
                .singleElement()
                .asString()
                .startsWith("cordoned at once")
                .endsWith("[cp1, w1]");
    }

    @Test
    void shouldFindANodeThatIsCordonedWithoutOurMark() {
        see("w1");
        round.nodes.replaceAll(line -> line.replace(SmallRound.UPGRADE, ""));

        assertThat(violations())
                .allMatch(words -> words.startsWith("w1 is cordoned without our mark"))
                .isNotEmpty();
    }

    @Test
    void shouldFindANodeThatIsLeftCordoned() {
        see("w1");
        end("UpgradeCompleted");

        assertThat(violations())
                .containsExactly("w1 is left cordoned, and the end does not say so: event 4, UpgradeCompleted");
    }

    @Test
    void shouldFindANodeThatIsLeftCordonedWithoutAMark() {
        see("w1");
        end("UpgradeCompleted");
        round.nodes.replaceAll(line -> line.replace(SmallRound.UPGRADE, ""));

        assertThat(violations()).anyMatch(words -> words.startsWith("w1 is left cordoned"));
    }

    @Test
    void shouldTakeWhatAHaltNamesAsKnown() {
        see("w1");
        end("UpgradeHalted", "w1");
        see("w1");
        see("cp1", "w1");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldNotTakeItAsKnownWhenItWasInServiceSince() {
        see("w1");
        end("UpgradeHalted", "w1");
        see();
        see("w1");
        see("cp1", "w1");

        assertThat(violations()).isNotEmpty().allMatch(words -> words.startsWith("cordoned at once"));
    }

    @Test
    void shouldNotTakeItAsKnownWhenItIsTakenUpAgain() {
        see("w1");
        end("UpgradeHalted", "w1");
        round.scheduled("s002", "cordon", "w1", 2);
        see("cp1", "w1");

        assertThat(violations()).isNotEmpty().allMatch(words -> words.startsWith("cordoned at once"));
    }

    /** The next event that is recorded finds these nodes cordoned. */
    private void see(String... cordoned) {
        round.cordoned.clear();
        round.cordoned.addAll(List.of(cordoned));
        round.add(round.event("StepProgressed"));
    }

    private void end(String type, String... leftCordoned) {
        var names = round.add(round.event(type)).putArray("leftCordoned");
        List.of(leftCordoned).forEach(names::add);
    }

    private List<String> violations() {
        return new CordonedOneAtATime().violations(round.observed());
    }
}
