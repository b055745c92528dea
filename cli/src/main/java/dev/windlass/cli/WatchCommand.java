package dev.windlass.cli;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a cluster's newest upgrade to its end. One that has ended is told at once.",
        footer = {
            "",
            "Exit codes: as upgrade has them; 24 when --timeout is over, 22 where it waits for a person (--no-wait)."
        })
final class WatchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    FollowOptions patience = new FollowOptions();

    @Parameters(paramLabel = "CLUSTER", converter = ClusterArgument.class, description = "The cluster's name.")
    String cluster = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Watches for at most so long, then ends with 24. Default: no limit.")
    @Nullable
    Duration timeout;

    @Option(names = "--no-wait", description = "Ends with 22 where the upgrade waits for a person.")
    boolean noWait;

    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var session = options.openToFollow(console, patience)) {
            return watch(session, session.reach().current(cluster)).number();
        }
    }

    private ExitCode watch(Session session, ClusterStatus status) {
        var upgrade = status.upgrade()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "cluster %s has no upgrade to watch".formatted(cluster),
                        "windlass upgrade %s --to VERSION".formatted(cluster)));
        return new Watching(session, cluster, upgrade.id(), noWait, false).from(status, Optional.ofNullable(timeout));
    }
}
