package dev.windlass.runtime.deadletters;

import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.runtime.topics.EventHeaders;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.wire.DecodeFailure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes dead letters. Thread-safe. */
public final class DeadLetters {
    private final Function<DeadLetter, byte[]> encoder;
    private final String source;
    private final InstantSource clock;

    /**
     * @param encoder the codec's
     * @param source who puts records aside, as it is written into ce_source
     */
    public DeadLetters(Function<DeadLetter, byte[]> encoder, String source, InstantSource clock) {
        this.encoder = encoder;
        this.source = source;
        this.clock = clock;
    }

    public DeadLetter of(ConsumerRecord<byte[], byte[]> record, DecodeFailure failure) {
        return of(record, Reason.valueOf(failure.reason().name()), String.valueOf(failure.getMessage()));
    }

    public DeadLetter of(ConsumerRecord<byte[], byte[]> record, Reason reason, String message) {
        byte @Nullable [] value = record.value();
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                reason,
                cut(message),
                clock.instant(),
                value == null ? -1 : value.length,
                key(record),
                value == null ? new byte[0] : Arrays.copyOf(value, Math.min(value.length, DeadLetter.MOST_HEAD)));
    }

    /** The record for windlass.dead-letters. Its key is the original one, when that was text. */
    public ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        var id = "%s/%d/%d".formatted(letter.topic(), letter.partition(), letter.offset());
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(),
                null,
                letter.key().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null),
                encoder.apply(letter),
                EventHeaders.of(
                                "deadletter." + letter.reason(),
                                id,
                                source,
                                letter.key().orElse(letter.topic()),
                                letter.at())
                        .headers());
    }

    private static Optional<String> key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(cut(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        return text.length() <= DeadLetter.MOST_TEXT ? text : text.substring(0, DeadLetter.MOST_TEXT - 3) + "...";
    }
}
