package dev.windlass.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesTableTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT119S, 119s",
        "PT2M, 2m",
        "PT9M59S, 9m59s",
        "PT10M30S, 10m",
        "PT179M, 179m",
        "PT3H, 3h",
        "PT7H30M, 7h30m",
        "PT8H30M, 8h",
        "PT47H, 47h",
        "PT48H, 2d",
        "PT100H, 4d4h",
        "PT192H, 8d",
        "P729D, 729d",
        "P730D, 2y",
        "P800D, 2y70d"
    })
    void shouldPrintAgesAsKubectlDoes(Duration age, String text) {
        assertThat(NodesTable.age(age)).isEqualTo(text);
    }
}
