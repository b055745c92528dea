package dev.windlass.kubernetes;

import java.time.Duration;

/**
 * How long to wait for what. Watches make things fast; these are for when they say nothing.
 *
 * @param poll how often to look although nothing seems to have changed
 * @param withoutProgress a restarted kubelet that comes no nearer to being Ready for this long has failed: it reports within 15 s of
 *     its start, is Ready within 40 s, its network pods may need a minute, and systemd starts a crashed one again every 10 s
 * @param denied 401 and 403 are believed after this long: an API server says so for some seconds after its start
 * @param unreachable an inspection, which changes nothing and is asked for by somebody who waits, gives up after this long
 */
public record Timing(Duration poll, Duration withoutProgress, Duration denied, Duration unreachable) {
    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(5), Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(20));
}
