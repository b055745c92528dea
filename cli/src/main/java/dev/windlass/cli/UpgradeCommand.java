package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.follow.Asking;
import dev.windlass.cli.follow.Asking.Asked;
import dev.windlass.cli.follow.Interruption;
import dev.windlass.cli.screen.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        description = "Upgrades a cluster, and shows how it goes until the end. Ctrl-C ends the showing only.",
        footer = {
            "",
            "Exit codes: 0 done, 20 refused, failed or halted, 21 rolled back, 22 paused (--no-wait), 23 not answered yet (--detach),",
            "24 --timeout is over, 25 cancelled, 64 wrong use, 69 the service does not answer."
        })
final class UpgradeCommand implements Callable<Integer> {
    private static final Duration DETACHED = Duration.ofSeconds(20);

    private final Console console;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    FollowOptions patience = new FollowOptions();

    @Parameters(paramLabel = "CLUSTER", converter = ClusterArgument.class, description = "The cluster's name.")
    String cluster = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "VERSION",
            converter = VersionArgument.class,
            description = "The version that every node is to have, such as v1.20.2.")
    String target = "";

    @Option(
            names = "--plan",
            paramLabel = "DIGEST",
            description = "Only if the plan is exactly the one that windlass plan showed.")
    @Nullable
    String digest;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why. It is kept with the upgrade.",
            defaultValue = "asked for on the command line")
    String reason = "";

    @Option(names = "--detach", description = "Does not wait for the end, only for the planner to take it.")
    boolean detach;

    @Option(names = "--no-wait", description = "Ends with 22 where the upgrade waits for a person.")
    boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Watches for at most so long, then ends with 24; the upgrade goes on. Default: no limit.")
    @Nullable
    Duration timeout;

    @Option(
            names = "--drain-timeout",
            paramLabel = "DURATION",
            converter = WholeSeconds.class,
            description = "How long a drain may wait for disruption budgets. Default: 30m.")
    @Nullable
    Duration drainTimeout;

    @Option(
            names = "--stable-for",
            paramLabel = "DURATION",
            converter = WholeSeconds.class,
            description = "How long a node must stay Ready to count as validated. Default: 10s.")
    @Nullable
    Duration stableFor;

    @Option(
            names = "--delete-emptydir-data",
            description = "Evict pods although the data in their emptyDir volumes is lost.")
    boolean deleteEmptyDirData;

    @Option(names = "--force-unmanaged", description = "Evict pods that no controller will create again.")
    boolean forceUnmanaged;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "The request's name: asking twice under one name asks once. Default: a new one.")
    @Nullable
    String requestId;

    UpgradeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var session = options.open(console, patience)) {
            return (detach ? detached(session) : followed(session)).number();
        }
    }

    private ExitCode followed(Session session) {
        var limit = Optional.ofNullable(timeout);
        var asking = session.asking();
        var asked = asked(asking);
        var answer = answered(session, asking, asked, limit);
        session.data(answer);
        session.progress().event(answer);
        var upgrade = answer.upgrade().orElse("");
        var watching = new Watching(session, cluster, upgrade, noWait, true);
        if (asked.chosen() && Asking.before(asked, answer)) {
            // It may have halted and gone on since: what was recorded then is not how it stands now.
            var status = session.reach().statusAfter(cluster, asked.following().sequence());
            if (status.isOf(upgrade)) {
                return watching.from(status, limit);
            }
        }
        return watching.toTheEnd(asking.after(asked, answer).within(limit));
    }

    private Event answered(Session session, Asking asking, Asked asked, Optional<Duration> limit) {
        var words = "no longer watching. The request is published; follow it with: windlass watch " + cluster;
        try (var interruption = new Interruption(console, words)) {
            asked.following().within(limit);
            return accepted(session, asking, asked);
        }
    }

    private ExitCode detached(Session session) {
        var asking = session.asking();
        var asked = asked(asking);
        var answer = acceptedWithin(
                session, asking, asked, Optional.ofNullable(timeout).orElse(DETACHED));
        session.result(answer.json(), java.util.List.of(answer.upgrade().orElse("")));
        console.err()
                .println("windlass: upgrade %s is under way; follow it with: windlass watch %s"
                        .formatted(answer.upgrade().orElse(""), cluster));
        awaitStatus(session, answer);
        return ExitCode.DONE;
    }

    /** Whoever looks next must not see the upgrade before this one: the status follows the events by some milliseconds. */
    private void awaitStatus(Session session, Event answer) {
        try {
            session.reach().statusAfter(cluster, answer.sequence());
        } catch (CommandFailed e) {
            // The upgrade is accepted and goes on: that nobody answers any more changes nothing about it.
        }
    }

    /** The planner's answer; that it has not answered in time is not a failure of the request, and not its success. */
    static Event acceptedWithin(Session session, Asking asking, Asked asked, Duration atMost) {
        asked.following().within(Optional.of(atMost));
        try {
            return accepted(session, asking, asked);
        } catch (CommandFailed e) {
            if (e.code() != ExitCode.TIMED_OUT) {
                throw e;
            }
            throw new CommandFailed(
                    ExitCode.NOT_FINISHED,
                    "request %s is published, and the planner has not answered it yet".formatted(asked.requestId()),
                    "windlass events " + asked.cluster());
        }
    }

    private Asked asked(Asking asking) {
        var request = request();
        var words = "request %s may have been published; see windlass status %s"
                .formatted(Json.text(request, "id"), cluster);
        try (var interruption = new Interruption(console, words)) {
            return asking.ask(request, requestId != null);
        }
    }

    static Event accepted(Session session, Asking asking, Asked asked) {
        var answer = asking.answer(asked);
        if (answer.type().equals("RequestRefused")) {
            session.data(answer);
            throw new CommandFailed(ExitCode.FAILED, answer.text("reason"), answer.text("hint"));
        }
        return answer;
    }

    private ObjectNode request() {
        var request = Requests.of(console, "upgrade", cluster, Optional.ofNullable(requestId), reason)
                .put("target", target);
        if (digest != null) {
            request.put("planDigest", digest);
        }
        var policy = Json.object();
        if (drainTimeout != null) {
            policy.put("drainDeadlineSeconds", drainTimeout.toSeconds());
        }
        if (stableFor != null) {
            policy.put("stableForSeconds", stableFor.toSeconds());
        }
        policy.put("deleteEmptyDirData", deleteEmptyDirData);
        policy.put("deleteUnmanagedPods", forceUnmanaged);
        request.set("policy", policy);
        return request;
    }
}
