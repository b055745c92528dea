package dev.windlass.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Report.Said;
import org.junit.jupiter.api.Test;

class ProgressBufferTest {
    private final ProgressBuffer progress = new ProgressBuffer(7);

    @Test
    void shouldSayANoteOnce() {
        progress.note("waits");
        assertThat(progress.take()).isEqualTo(new Said.Progressed("waits", ""));
        progress.note("waits");
        assertThat(progress.take()).isEqualTo(new Said.Progressed("", ""));
        progress.note("goes on");
        assertThat(progress.take().note()).isEqualTo("goes on");
    }

    @Test
    void shouldGatherOutput() {
        progress.output("a\n");
        progress.output("b\n");
        assertThat(progress.isEmpty()).isFalse();
        assertThat(progress.take().output()).isEqualTo("a\nb\n");
        assertThat(progress.isEmpty()).isTrue();
    }

    @Test
    void shouldKeepTheNewestOfTooMuchOutputAndSayWhatIsMissing() {
        for (var line = 0; line < 10_000; line++) {
            progress.output("line " + line + "\n");
        }
        var output = progress.take().output();
        assertThat(output).hasSizeLessThanOrEqualTo(Said.Progressed.MOST_OUTPUT).endsWith("line 9999\n");
        assertThat(output).startsWith("[... ").contains("characters are left out");
        progress.output("next");
        assertThat(progress.take().output()).isEqualTo("next");
    }

    @Test
    void shouldNotCutACharacterInTwo() {
        progress.output("😀".repeat(10_000));
        assertThat(progress.take().output().codePoints().boxed())
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    @Test
    void shouldHoldTheStepForALeaseAfterTheNewestSignThatABrokerHas() {
        var lease = Action.LEASE.toNanos();
        assertThat(progress.heldUntil()).isEqualTo(7 + lease);
        progress.signed(30, 40);
        progress.signed(20, 50);
        assertThat(progress.heldUntil()).isEqualTo(30 + lease);
        progress.signed(40, 30 + lease);
        assertThat(progress.heldUntil()).as("it may be another's since").isEqualTo(30 + lease);
    }
}
