package dev.windlass.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class FaultKindTest {
    private static final Path SCRIPT = Path.of("chaos.sh");

    @Test
    void shouldKnowWhatTheScriptDraws() throws IOException {
        var script = Files.readString(SCRIPT);
        var drawn = Pattern.compile("(?m)^([a-z]+(?:-[a-z]+)?) [0-9]+ (?:instance|broker|node|person) ")
                .matcher(script)
                .results()
                .map(match -> FaultKind.parse(match.group(1)))
                .toList();

        assertThat(script).contains("drawn+=(\"0 0.0 broken-kubelet");
        assertThat(Arrays.stream(FaultKind.values()).filter(kind -> kind != FaultKind.BROKEN_KUBELET))
                .containsExactlyInAnyOrderElementsOf(drawn);
    }

    @Test
    void shouldReadALineOfTheScript() {
        var fault = Fault.parse("kill-planner\tplanner-a+planner-b\t1795784839.454933\t1795784864.785904");

        assertThat(fault.kind()).isEqualTo(FaultKind.KILL_PLANNER);
        assertThat(fault.kind().words()).isEqualTo("kill-planner");
    }
}
