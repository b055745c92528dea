package dev.windlass.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaLoopTest {
    /** Kafka's own words for every wrong setting are that it failed to create a client. */
    @Test
    void shouldSayWhatIsAtTheRootOfATrouble() {
        var wrong = new KafkaConnection(
                "127.0.0.1:1",
                Map.of("security.protocol", "SSL", "ssl.truststore.location", "/nowhere/truststore.jks"));
        var loop =
                new KafkaLoop("test", Clockwork.system(), self -> wrong.admin().close());
        loop.start();
        try {
            await().until(() -> loop.status().phase() == LoopStatus.Phase.TROUBLED);
            assertThat(loop.status().problem())
                    .contains("Failed to create new KafkaAdminClient")
                    .contains("/nowhere/truststore.jks");
        } finally {
            loop.close(Duration.ofSeconds(10));
        }
    }
}
