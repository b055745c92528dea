package dev.windlass.runtime.codec;

import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.deadletters.DeadLetter.Reason;
import dev.windlass.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Dead letters. */
final class DeadLetterMapping {
    private DeadLetterMapping() {}

    static dev.windlass.schemas.DeadLetter wire(DeadLetter letter) {
        return dev.windlass.schemas.DeadLetter.newBuilder()
                .setTopic(letter.topic())
                .setPartition(letter.partition())
                .setOffset(letter.offset())
                .setReason(DeadLetterReason.valueOf(letter.reason().name()))
                .setMessage(letter.message())
                .setAt(letter.at())
                .setSize(letter.size())
                .setKey(letter.key().orElse(null))
                .setHead(ByteBuffer.wrap(letter.head()))
                .build();
    }

    static DeadLetter core(dev.windlass.schemas.DeadLetter letter) {
        var head = new byte[letter.getHead().remaining()];
        letter.getHead().duplicate().get(head);
        return new DeadLetter(
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                Values.known(Reason.class, letter.getReason()),
                letter.getMessage(),
                letter.getAt(),
                letter.getSize(),
                Optional.ofNullable(letter.getKey()),
                head);
    }
}
