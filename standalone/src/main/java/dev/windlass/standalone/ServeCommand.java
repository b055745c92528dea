package dev.windlass.standalone;

import dev.windlass.cli.client.ExitCode;
import dev.windlass.kubernetes.Timing;
import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.service.ServiceMain;
import dev.windlass.service.StartTrouble;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs planner, executor and validator in one process, until it is told to end.",
            "A real Kafka broker comes with it where the configuration names no other."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The broker and the clusters, in YAML or JSON.")
    Path config = Path.of("windlass.yaml");

    @Override
    public Integer call() {
        try {
            ServiceMain.untilSignal("planner's API", new Standalone(WindlassConfig.load(config), Timing.DEFAULT));
            return ExitCode.DONE.number();
        } catch (InvalidConfig e) {
            System.err.println("windlass: " + e.getMessage());
            return ExitCode.USAGE.number();
        } catch (RuntimeException e) {
            System.err.println("windlass: it can't start: " + StartTrouble.words(e));
            return ExitCode.UNAVAILABLE.number();
        }
    }
}
