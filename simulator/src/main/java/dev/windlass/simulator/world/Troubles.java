package dev.windlass.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What makes work on one host fail or wait. */
final class Troubles {
    private final Map<Verb, Duration> delays = new EnumMap<>(Verb.class);
    private final Map<Verb, Integer> failures = new EnumMap<>(Verb.class);
    private final List<Runnable> held = new ArrayList<>();
    private boolean diskFull;
    private boolean mirrorAway;
    private boolean stalled;

    boolean isDiskFull() {
        return diskFull;
    }

    void fillDisk(boolean full) {
        diskFull = full;
    }

    boolean isMirrorAway() {
        return mirrorAway;
    }

    void cutMirror(boolean away) {
        mirrorAway = away;
    }

    void failNext(Verb verb, int times) {
        failures.put(verb, times);
    }

    /** Whether it fails this time. */
    boolean takeFailure(Verb verb) {
        var failed = failures.containsKey(verb);
        failures.computeIfPresent(verb, (any, times) -> times > 1 ? times - 1 : null);
        return failed;
    }

    void delayNext(Verb verb, Duration delay) {
        delays.put(verb, delay);
    }

    /** How much longer it takes this time. */
    Duration takeDelay(Verb verb) {
        var delay = delays.remove(verb);
        return delay == null ? Duration.ZERO : delay;
    }

    void forgetNext() {
        failures.clear();
        delays.clear();
    }

    void stall(boolean still) {
        stalled = still;
        if (!still) {
            var now = List.copyOf(held);
            held.clear();
            now.forEach(Runnable::run);
        }
    }

    /** At once, or when the host gets on again. */
    void whenItGetsOn(Runnable next) {
        if (stalled) {
            held.add(next);
        } else {
            next.run();
        }
    }
}
