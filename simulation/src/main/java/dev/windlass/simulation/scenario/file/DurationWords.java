package dev.windlass.simulation.scenario.file;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as 12.5s. Read are also 500ms, 10m and 2h. */
final class DurationWords {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final int NANOS = 9;

    private DurationWords() {}

    static String of(Duration duration) {
        var seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANOS));
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }

    /** Empty when it is no duration. Less than a nanosecond is dropped. */
    static Optional<Duration> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var unit = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        var nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
        return Optional.of(Duration.ofSeconds(
                nanos.movePointLeft(NANOS).longValue(),
                nanos.remainder(BigDecimal.TEN.pow(NANOS)).longValue()));
    }
}
