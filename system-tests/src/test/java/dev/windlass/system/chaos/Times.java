package dev.windlass.system.chaos;

import java.math.BigDecimal;
import java.time.Instant;

/** Times as the shell and stat write them. */
final class Times {
    private Times() {}

    /** Seconds since 1970, with a fraction. */
    static Instant seconds(String text) {
        var number = new BigDecimal(text);
        var whole = number.longValue();
        return Instant.ofEpochSecond(
                whole,
                number.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }
}
