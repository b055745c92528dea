package dev.windlass.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations that the API takes in seconds: of a fraction only the whole seconds would be asked for. */
final class WholeSeconds implements ITypeConverter<Duration> {
    private final DurationText text = new DurationText();

    @Override
    public Duration convert(String value) {
        var duration = text.convert(value);
        if (duration.getNano() != 0) {
            throw new TypeConversionException(
                    "'%s' has a fraction of a second, and this takes whole seconds only, such as %ds"
                            .formatted(value, duration.toSeconds() + 1));
        }
        return duration;
    }
}
