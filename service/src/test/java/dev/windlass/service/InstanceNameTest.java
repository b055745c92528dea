package dev.windlass.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class InstanceNameTest {
    private static final String FORM = "(.+-[0-9a-v]{5})-([0-9]+)-([0-9]+)";

    /** A name in a process of its own. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println(InstanceName.here());
        }
    }

    @Test
    void shouldBelongToOneInstanceOfThisProcess() {
        var pid = String.valueOf(ProcessHandle.current().pid());
        var first = InstanceName.here();
        var second = InstanceName.here();
        assertThat(first).matches(FORM).isNotEqualTo(second);
        assertThat(first.replaceFirst(FORM, "$2")).isEqualTo(pid);
        assertThat(first.replaceFirst(FORM, "$1")).isEqualTo(second.replaceFirst(FORM, "$1"));
    }

    /** As in two containers that share a host's name: the process has the same number in both. */
    @Test
    void shouldTellProcessesApartWithoutTheirNumbers() throws Exception {
        var names = new HashSet<String>();
        names.add(InstanceName.here().replaceFirst(FORM, "$1"));
        names.add(elsewhere().replaceFirst(FORM, "$1"));
        names.add(elsewhere().replaceFirst(FORM, "$1"));
        assertThat(names).hasSize(3);
    }

    private static String elsewhere() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            return said.readLine();
        } finally {
            process.destroyForcibly();
        }
    }
}
