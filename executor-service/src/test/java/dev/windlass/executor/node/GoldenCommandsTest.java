package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command that an upgrade runs on a node, verb by verb and in their real order, as text that people can review. To accept a
 * change, run with {@code WINDLASS_GOLDEN=write} in the environment and look at the difference.
 */
class GoldenCommandsTest {
    private static final List<String> WORKER = List.of(
            "save-configuration hop-1",
            "switch-repository 1.20",
            "download-packages 1.20.2-1.1",
            "install-kubeadm 1.20.2-1.1",
            "upgrade-node v1.20.2",
            "install-kubelet 1.20.2-1.1",
            "restart-kubelet 1.20.2-1.1",
            "restart-kubelet 1.20.2-1.1",
            "restore-node hop-1");
    private static final List<String> CONTROL_PLANE = List.of(
            "save-configuration hop-1",
            "switch-repository 1.20",
            "install-kubeadm 1.20.2-1.1",
            "pull-images v1.20.2",
            "upgrade-apply v1.20.2",
            "upgrade-apply v1.20.2");

    private static final Pattern READS = Pattern.compile(
            "dpkg-query |rpm -q |apt-mark showhold|systemctl show |kube[a-z]+ (--)?version|crictl images");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"apt", "yum", "dnf"})
    void shouldRunTheseCommandsOnAWorker(String packageManager) throws IOException {
        assertCommands("worker-" + packageManager, FakeHost.create(folder, packageManager), WORKER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apt", "yum"})
    void shouldRunTheseCommandsOnTheFirstControlPlane(String packageManager) throws IOException {
        var host = FakeHost.create(folder, packageManager).asControlPlane("v1.19.9");
        assertCommands("first-control-plane-" + packageManager, host, CONTROL_PLANE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apt", "yum", "dnf"})
    void shouldRunTheseCommandsToInspect(String packageManager) throws IOException {
        var host = FakeHost.create(folder, packageManager);
        host.run("inspect", "1.20", "1.21");
        assertGolden("inspect-" + packageManager, "== inspect 1.20 1.21\n" + String.join("\n", host.calls()) + "\n");
    }

    private static void assertCommands(String name, FakeHost host, List<String> verbs) throws IOException {
        host.withSystemd();
        host.calls();
        var text = new StringBuilder();
        var reads = new TreeSet<String>();
        for (var verb : verbs) {
            var run = "run-" + text.length();
            var answer = host.runVerb(run, verb.split(" "));
            text.append("== ").append(verb).append('\n');
            for (var line : host.calls()) {
                if (READS.matcher(line).lookingAt()) {
                    reads.add(line);
                } else {
                    text.append(line.replace(run, "RUN")).append('\n');
                }
            }
            assertThat(answer.first()).as(answer.output()).contains(" done rc=0 ");
        }
        text.append("== between these, to see how the host is\n");
        reads.forEach(line -> text.append(line).append('\n'));
        assertGolden(name, text.toString());
    }

    private static void assertGolden(String name, String text) throws IOException {
        var file = Path.of("src/test/resources/dev/windlass/executor/node/golden", name + ".txt");
        if ("write".equals(System.getenv("WINDLASS_GOLDEN"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
