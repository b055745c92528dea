package dev.windlass.executor;

import dev.windlass.core.procedure.Actor;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.ActorService;
import dev.windlass.service.Service;
import dev.windlass.service.ServiceMain;

/** The executor as a process of its own. */
public final class ExecutorApplication {
    private ExecutorApplication() {}

    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(
                "executor",
                arguments,
                config -> start(config, config.kafka().bootstrapServers().orElseThrow())));
    }

    /** Starts an executor in this process. */
    public static Service start(WindlassConfig config, String bootstrapServers) {
        return ActorService.start(
                Actor.EXECUTOR, config, bootstrapServers, config.http().executor(), new ExecutorWork(config));
    }
}
