package dev.windlass.cli;

import dev.windlass.cli.client.Ending;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.screen.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says where a cluster is and what it waits for; without a name, where all of them are.",
        footer = {
            "",
            "With --exit-code: 0 done or nothing to do, 20 refused or halted, 21 rolled back, 22 waits for a person,",
            "23 under way, 25 cancelled, and 69 while no Kafka broker answers: nobody knows then whether it is still so.",
            "Without --exit-code the state from before that is shown, and said to be."
        })
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "CLUSTER",
            converter = ClusterArgument.class,
            description = "The cluster's name; all clusters when left out.")
    @Nullable
    String cluster;

    @Option(names = "--exit-code", description = "Says it with the exit code too.")
    boolean exitCode;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var session = options.open(console)) {
            var name = cluster;
            if (name == null) {
                var all = session.reach().get(service -> service.clusters());
                if (session.output() == OutputForm.JSONL) {
                    Json.list(all, "clusters").forEach(console.out()::println);
                } else {
                    session.result(all, session.text().of(all));
                }
                return ExitCode.DONE.number();
            }
            return one(session, name).number();
        }
    }

    /** An old state may be looked at, with the words that it is old; a script that asks for the code would act on it. */
    private ExitCode one(Session session, String name) {
        var status = exitCode ? session.reach().current(name) : session.reach().get(service -> service.cluster(name));
        session.result(status);
        return exitCode ? Ending.of(status.status()) : ExitCode.DONE;
    }
}
