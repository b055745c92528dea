package dev.windlass.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoSecretInRecordsTest {
    private final Trial trial = new Trial(new NoSecretInRecords());

    @Test
    void shouldNoticeWhatVerbsPrint() {
        trial.promises.written("windlass.events", NoSecretInRecords.PRINTED.getBytes(StandardCharsets.UTF_8));
        assertThat(trial.broken()).hasValue("a secret stands in a record of windlass.events");
    }

    @Test
    void shouldHoldWithoutIt() {
        trial.promises.written("windlass.events", "kubeadm join".getBytes(StandardCharsets.UTF_8));
        assertThat(trial.broken()).isEmpty();
    }
}
