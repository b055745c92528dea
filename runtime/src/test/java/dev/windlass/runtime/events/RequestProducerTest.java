package dev.windlass.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RequestProducerTest {
    private final List<MockProducer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
    private final RequestProducer producer = new RequestProducer(() -> {
        made.add(new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return made.getLast();
    });

    private CompletableFuture<Void> send(String value) {
        var before = made.stream().mapToInt(one -> one.history().size()).sum();
        var record =
                new ProducerRecord<byte[], byte[]>("requests", 0, new byte[0], value.getBytes(StandardCharsets.UTF_8));
        var sent = CompletableFuture.runAsync(() -> producer.send(record), Thread::startVirtualThread);
        await().until(() -> made.stream().mapToInt(one -> one.history().size()).sum() > before);
        return sent;
    }

    @Test
    void shouldKeepAProducerThatDelivers() throws Exception {
        for (var value : List.of("a", "b")) {
            var sent = send(value);
            made.getFirst().completeNext();
            sent.get();
        }
        assertThat(made).hasSize(1);
        producer.close();
        assertThat(made.getFirst().closed()).isTrue();
    }

    @Test
    void shouldNotUseAProducerAgainThatDidNotDeliver() throws Exception {
        var first = send("a");
        made.getFirst().errorNext(new SaslAuthenticationException("not you"));
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasMessageContaining("not you");
        assertThat(made.getFirst().closed()).isTrue();

        var second = send("b");
        made.getLast().completeNext();
        second.get();
        assertThat(made).hasSize(2);
        assertThat(made.getLast().history()).hasSize(1);
        assertThat(made.getLast().closed()).isFalse();
    }

    @Test
    void shouldLeaveAloneWhatOthersStillWaitFor() throws Exception {
        var first = send("a");
        var second = send("b");
        made.getFirst().errorNext(new TimeoutException("Expiring 1 record(s)"));
        assertThatThrownBy(first::get).hasCauseInstanceOf(TimeoutException.class);
        assertThat(made.getFirst().closed()).isFalse();

        made.getFirst().completeNext();
        second.get();
        assertThat(made.getFirst().history()).hasSize(2);
        await().until(made.getFirst()::closed);
    }
}
