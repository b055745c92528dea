package dev.windlass.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What a command that follows events can be told. */
final class FollowOptions {
    @Option(
            names = "--give-up-after",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "5m",
            description = "Once it follows: how long the service may be away. Default: 5m.")
    Duration giveUpAfter = Duration.ofMinutes(5);
}
