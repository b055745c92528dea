package dev.windlass.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Assignment;
import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report.Said;
import dev.windlass.core.request.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gate that fails, or takes long, while something else goes on. */
final class HeldGateTest {
    private static final Outcome UNWELL = Outcome.failed(FailureKind.VALIDATION, "n2 is not Ready", "see why");

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "CANCEL"})
    void shouldHaltAtAGateOfTheClusterThatFailsWhileAHoldWasAskedFor(Request.Verb verb) {
        var history = History.ofUpgrade().playUntil(Action.CHECK_CLUSTER, "-");
        var check = history.scheduled();
        history.report(check, new Said.Claimed());
        history.steer(verb);
        history.report(check, new Said.Ended(UNWELL));
        assertThat(history.status()).isEqualTo(Status.HALTED);
        assertThat(history.events(Event.UpgradeHalted.class).getFirst().reason())
                .contains("n2 is not Ready");
        history.steer(Request.Verb.RETRY);
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    /** Its window begins anew with the one who takes the step over. */
    @Test
    void shouldLeaveTimeForASecondWindow() {
        var window = Duration.ofMinutes(10);
        var history = new History(dev.windlass.core.plan.Clusters.cluster("v1.19.9", 1, 1), "1.20.2");
        history.request("v1.20.2", window);
        history.playUntil(Action.VALIDATE_NODE, "n1");
        var first = history.scheduled();
        history.report(first, new Said.Claimed(), "v1");
        live(history, first, Duration.ofMinutes(8), "v1");
        history.report(first, new Said.HandedOver(), "v1");
        var second = history.scheduled();
        history.report(second, new Said.Claimed(), "v2");
        live(history, second, window.plusSeconds(30), "v2");
        history.report(second, new Said.Ended(history.success(second)), "v2");
        assertThat(history.play().status()).isEqualTo(Status.COMPLETED);
    }

    private static void live(History history, Assignment step, Duration time, String by) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(3)) {
            history.tickAfter(Duration.ofSeconds(3));
            history.report(step, new Said.Progressed("", ""), by);
        }
    }
}
