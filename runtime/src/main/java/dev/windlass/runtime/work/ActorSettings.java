package dev.windlass.runtime.work;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import java.time.Duration;
import java.util.Locale;

/**
 * How an executor or validator behaves.
 *
 * @param instance its name in reports and logs; no two that run at the same time may share one
 * @param concurrentSteps how many steps it works on at once; more wait until one ends
 * @param sessionTimeout after this long without a sign of life others take over its partitions; a broker's own least is 6 s
 * @param heartbeat how often a step in hand is reported
 */
public record ActorSettings(
        Actor actor, String instance, int concurrentSteps, Duration sessionTimeout, Duration heartbeat) {
    public static final int DEFAULT_CONCURRENT_STEPS = 64;

    public ActorSettings {
        if (concurrentSteps < 1) {
            throw new IllegalArgumentException("at least one step at once, not " + concurrentSteps);
        }
    }

    public static ActorSettings of(Actor actor, String instance) {
        return new ActorSettings(actor, instance, DEFAULT_CONCURRENT_STEPS, Duration.ofSeconds(6), Action.HEARTBEAT);
    }

    /** windlass-executor or windlass-validator. */
    public String group() {
        return "windlass-" + name();
    }

    /** What is written into ce_source. */
    String source() {
        return name() + "/" + instance;
    }

    private String name() {
        return actor.name().toLowerCase(Locale.ROOT);
    }
}
