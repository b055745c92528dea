package dev.windlass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/configuration.md has a row for every key, and the defaults that are in the code. */
class ConfigurationPageTest {
    private final Map<String, Row> rows = rows();

    private record Row(String type, String usual, String sentence) {}

    @Test
    void shouldHaveARowForEveryKeyAndNoOther() {
        var keys = new TreeSet<String>();
        keys.add("dataDir");
        addKeys(keys, "kafka.", KafkaConfig.class, "properties");
        keys.add("kafka.PROPERTY");
        addKeys(keys, "http.", HttpConfig.class);
        addKeys(keys, "clusters[].", ClusterConfig.class, "ssh", "nodes");
        addKeys(keys, "clusters[].ssh.", SshConfig.class);
        addKeys(keys, "clusters[].nodes[].", NodeAddress.class);
        assertThat(new TreeSet<>(rows.keySet())).isEqualTo(keys);
        assertThat(Arrays.stream(WindlassConfig.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrder("file", "kafka", "dataDir", "http", "clusters");
    }

    @Test
    void shouldGiveTheDefaultsOfTheCode() throws IOException {
        assertUsual("kafka.partitions", KafkaConfig.DEFAULT_PARTITIONS);
        assertUsual("http.host", HttpConfig.DEFAULT.host());
        assertUsual("http.planner", HttpConfig.DEFAULT.planner());
        assertUsual("http.executor", HttpConfig.DEFAULT.executor());
        assertUsual("http.validator", HttpConfig.DEFAULT.validator());
        assertUsual("clusters[].ssh.port", SshConfig.DEFAULT_PORT);
        assertUsual("clusters[].nodes[].port", "`ssh.port`");
        var empty = Files.createTempDirectory("windlass").resolve("windlass.yaml");
        Files.writeString(empty, "clusters: []\n");
        assertUsual("dataDir", WindlassConfig.load(empty).dataDir().getFileName());
    }

    @Test
    void shouldSayWhatEachKeyIs() {
        assertThat(rows.values()).allSatisfy(row -> {
            assertThat(row.type()).isNotBlank();
            assertThat(row.usual()).isNotBlank();
            assertThat(row.sentence()).endsWith(".");
        });
    }

    private void assertUsual(String key, Object expected) {
        assertThat(rows).extractingByKey(key).extracting(Row::usual).as(key).isEqualTo(String.valueOf(expected));
    }

    private static void addKeys(Set<String> keys, String prefix, Class<?> record, String... without) {
        Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !Set.of(without).contains(name))
                .forEach(name -> keys.add(prefix + name));
    }

    private static Map<String, Row> rows() {
        var found = new LinkedHashMap<String, Row>();
        try {
            for (var line : Files.readAllLines(Path.of("..", "docs", "configuration.md"))) {
                var cells = line.split("\\|", -1);
                if (line.startsWith("| `") && cells.length == 6) {
                    found.put(
                            cells[1].strip().replace("`", ""),
                            new Row(cells[2].strip(), cells[3].strip(), cells[4].strip()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }
}
