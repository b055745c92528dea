package dev.windlass.runtime.codec;

import dev.windlass.schemas.wire.DecodeFailure;
import dev.windlass.schemas.wire.DecodeFailure.Reason;
import dev.windlass.schemas.wire.SchemaIds;
import dev.windlass.schemas.wire.Subject;
import dev.windlass.schemas.wire.Wire;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record's value as bytes, and back. Thread-safe.
 *
 * @param <C> the core's type
 */
public final class Codec<C> {
    private final Subject subject;
    private final Function<C, byte[]> encoder;
    private final Decoder<C> decoder;

    private Codec(Subject subject, Function<C, byte[]> encoder, Decoder<C> decoder) {
        this.subject = subject;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    static <C, W extends SpecificRecord> Codec<C> of(
            Subject subject, Class<W> wireClass, SchemaIds ids, Function<C, W> toWire, Function<W, C> toCore) {
        return of(subject, new Wire<>(subject, wireClass, ids), toWire, toCore);
    }

    static <C, W extends SpecificRecord> Codec<C> of(
            Subject subject, Wire<W> wire, Function<C, W> toWire, Function<W, C> toCore) {
        return new Codec<>(
                subject, value -> wire.encode(toWire.apply(value)), bytes -> value(toCore, wire.decode(bytes)));
    }

    private static <C, W> C value(Function<W, C> toCore, W wire) throws DecodeFailure {
        try {
            return toCore.apply(wire);
        } catch (UnknownValue e) {
            throw new DecodeFailure(Reason.UNKNOWN_VALUE, e.getMessage(), e);
        } catch (RuntimeException e) {
            // The core's own guards: names, versions, ranges.
            throw new DecodeFailure(Reason.INVALID_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    public Subject subject() {
        return subject;
    }

    /** @throws dev.windlass.schemas.wire.TooLarge when no reader would take it */
    public byte[] encode(C value) {
        return encoder.apply(value);
    }

    /**
     * @param value as the record has it; may be null
     * @throws DecodeFailure and nothing else, whatever the bytes are
     */
    public C decode(byte @Nullable [] value) throws DecodeFailure {
        return decoder.decode(value);
    }

    private interface Decoder<C> {
        C decode(byte @Nullable [] value) throws DecodeFailure;
    }
}
