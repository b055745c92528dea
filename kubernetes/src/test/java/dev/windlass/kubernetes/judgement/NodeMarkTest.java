package dev.windlass.kubernetes.judgement;

import static dev.windlass.kubernetes.judgement.NodeMark.Move.FENCED;
import static dev.windlass.kubernetes.judgement.NodeMark.Move.LEAVE;
import static dev.windlass.kubernetes.judgement.NodeMark.Move.NOTHING;
import static dev.windlass.kubernetes.judgement.NodeMark.Move.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.plan.UpgradeId;
import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeMarkTest {
    private static final UpgradeId US = new UpgradeId("demo-5");
    private static final long OUR_TOKEN = 50;

    private static NodeMark mark(boolean cordoned, String by, long token) {
        return new NodeMark(cordoned, Optional.of(by).filter(text -> !text.isEmpty()), token, Optional.empty());
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                //            mark                             to cordon  to uncordon  may drain
                Arguments.of(mark(false, "", 0), WRITE, NOTHING, false),
                Arguments.of(mark(true, "demo-5", 50), NOTHING, WRITE, true),
                Arguments.of(mark(true, "demo-5", 40), WRITE, WRITE, true),
                Arguments.of(mark(true, "demo-5", 51), FENCED, FENCED, false),
                Arguments.of(mark(false, "demo-5", 50), WRITE, WRITE, false),
                Arguments.of(mark(false, "", 51), FENCED, FENCED, false),
                // Somebody else's cordon.
                Arguments.of(mark(true, "", 0), LEAVE, LEAVE, true),
                // What an earlier upgrade left.
                Arguments.of(mark(true, "demo-4", 40), WRITE, WRITE, false));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void shouldSayWhatMayBeDone(NodeMark mark, NodeMark.Move cordon, NodeMark.Move uncordon, boolean drain) {
        assertThat(mark.toCordon(US, OUR_TOKEN)).isEqualTo(cordon);
        assertThat(mark.toUncordon(OUR_TOKEN)).isEqualTo(uncordon);
        assertThat(mark.notToDrain(US, OUR_TOKEN).isEmpty()).isEqualTo(drain);
    }

    @Test
    void shouldReadItFromTheNode() {
        assertThat(NodeMark.of(Samples.cordoned("n1", "demo-5", 50)))
                .isEqualTo(new NodeMark(true, Optional.of("demo-5"), 50, Optional.empty()));
    }

    /** kubectl uncordon leaves our mark, and then somebody else cordons the node. */
    @Test
    void shouldNotTakeALaterCordonForOurs() {
        assertThat(NodeMark.of(taintedAt("2026-03-01T10:00:05Z")).cordonedBy()).hasValue("demo-5");
        assertThat(NodeMark.of(taintedAt("2026-03-08T09:00:00Z")).cordonedBy()).isEmpty();
        assertThat(NodeMark.of(taintedAt("2026-03-08T09:00:00Z")).toCordon(US, 60))
                .isEqualTo(LEAVE);
        // Its own it never takes for another's: a node controller may have been away for minutes.
        assertThat(NodeMark.of(taintedAt("2026-03-08T09:00:00Z"), US).cordonedBy())
                .hasValue("demo-5");
        assertThat(NodeMark.of(taintedAt("2026-03-08T09:00:00Z"), new UpgradeId("demo-6"))
                        .cordonedBy())
                .isEmpty();
    }

    private static Node taintedAt(String time) {
        return new NodeBuilder(Samples.cordoned("n1", "demo-5", 50))
                .editMetadata()
                .addToAnnotations(NodeMark.CORDONED_AT, "2026-03-01T10:00:00Z")
                .endMetadata()
                .editSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/unschedulable")
                .withEffect("NoSchedule")
                .withTimeAdded(time)
                .endTaint()
                .endSpec()
                .build();
    }
}
