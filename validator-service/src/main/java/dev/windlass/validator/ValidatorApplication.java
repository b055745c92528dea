package dev.windlass.validator;

import dev.windlass.core.procedure.Actor;
import dev.windlass.kubernetes.Timing;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.ActorService;
import dev.windlass.service.Service;
import dev.windlass.service.ServiceMain;

/** The validator as a process of its own. */
public final class ValidatorApplication {
    private ValidatorApplication() {}

    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(
                "validator",
                arguments,
                config -> start(config, config.kafka().bootstrapServers().orElseThrow(), Timing.DEFAULT)));
    }

    /**
     * Starts a validator in this process.
     *
     * @param timing how patient it is
     */
    public static Service start(WindlassConfig config, String bootstrapServers, Timing timing) {
        return ActorService.start(
                Actor.VALIDATOR,
                config,
                bootstrapServers,
                config.http().validator(),
                new ValidatorWork(config, timing));
    }
}
