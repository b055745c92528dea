package dev.windlass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.fuzzing.Cost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file as the configuration: the configuration, or InvalidConfig. */
@Timeout(300)
class ConfigFuzzTest {
    private static final Path FILE = file();

    static List<byte[]> files() {
        return Stream.of(
                        WindlassConfigTest.DEMO,
                        "{\"clusters\": [{\"name\": \"a\", \"kubeconfig\": \"k\", \"ssh\": {\"user\": \"u\", \"privateKey\": \"p\", \"knownHosts\": \"h\"}}]}",
                        "http: {host: 0.0.0.0, planner: 0, executor: 1, validator: 65535}",
                        "kafak: {}",
                        "clusters: &a [*a]",
                        "kafka: {partitions: &a [[*a]]}",
                        "dataDir: \"a\\0b\"",
                        "? [a, b] : c",
                        "dataDir: !!binary aGFsbG8=",
                        "dataDir: !!float x",
                        "dataDir: !!set {a, b}",
                        "dataDir: 2026-99-99",
                        "dataDir: 0x",
                        "a: &a [1,1,1]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\ndataDir: *c",
                        "[".repeat(3_000))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @MethodSource("files")
    @FuzzTest
    void shouldReadOrRefuse(byte @NotNull [] content) throws Exception {
        Files.write(FILE, content);
        Cost.of(content.length, 8 << 20, 2_000).bound(() -> {
            try {
                var config = WindlassConfig.load(FILE);
                assertThat(config.toString()).isNotEmpty();
                assertThat(config.kubeconfigs()).hasSize(config.clusters().size());
            } catch (InvalidConfig expected) {
                assertThat(expected.getMessage()).startsWith(FILE + ": ");
            }
        });
    }

    private static Path file() {
        try {
            var file = Files.createTempFile("windlass-fuzz", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
