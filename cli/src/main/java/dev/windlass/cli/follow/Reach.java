package dev.windlass.cli.follow;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.PlannerClient;
import dev.windlass.cli.client.Unanswered;
import dev.windlass.cli.screen.Console;
import dev.windlass.cli.screen.Words;
import java.time.Duration;

/** Calls the service, and waits for one that has not come up yet: says so once, and gives up in time. For one thread. */
public final class Reach {
    /** A call of the service. */
    public interface Call<T> {
        T by(PlannerClient client) throws Unanswered;
    }

    private static final Duration SAID_AFTER = Duration.ofMillis(700);
    private static final String IS_IT_THERE =
            "is it running? Start it with windlass serve --config FILE, or say where it is with --server URL or WINDLASS_SERVER";
    private static final Duration STATUS_WITHIN = Duration.ofSeconds(10);

    private final PlannerClient client;
    private final Console console;
    private final Duration patience;
    private boolean said;

    public Reach(PlannerClient client, Console console, Duration patience) {
        this.client = client;
        this.console = console;
        this.patience = patience;
    }

    PlannerClient client() {
        return client;
    }

    /** @throws CommandFailed when there is no answer for as long as the patience lasts, or the answer is no */
    public <T> T get(Call<T> call) {
        var begun = System.nanoTime();
        var pause = new Pause();
        while (true) {
            try {
                return call.by(client);
            } catch (Unanswered e) {
                var waited = Duration.ofNanos(System.nanoTime() - begun);
                if (waited.compareTo(patience) >= 0) {
                    throw unavailable(e, waited);
                }
                if (!said && waited.compareTo(SAID_AFTER) > 0) {
                    said = true;
                    console.err()
                            .println("windlass: %s does not answer yet (%s); waiting up to %s for it"
                                    .formatted(client.server(), e.reason(), Words.duration(patience)));
                }
                pause.take(patience.minus(waited));
            }
        }
    }

    /** Where the cluster is now: what the planner knows from before its brokers went away is not that, and is waited past. */
    public ClusterStatus current(String cluster) {
        return get(service -> {
            var status = service.cluster(cluster);
            if (status.stale()) {
                throw new Unanswered(status.problem());
            }
            return status;
        });
    }

    /** Where the cluster is, not before this event is part of it. What is newest when that takes too long. */
    public ClusterStatus statusAfter(String cluster, long sequence) {
        var begun = System.nanoTime();
        var pause = new Pause();
        while (true) {
            var status = get(service -> service.cluster(cluster));
            var left = STATUS_WITHIN.minus(Duration.ofNanos(System.nanoTime() - begun));
            if (status.sequence() >= sequence || left.isNegative()) {
                return status;
            }
            pause.take(left);
        }
    }

    CommandFailed unavailable(Unanswered failure, Duration waited) {
        return new CommandFailed(
                ExitCode.UNAVAILABLE,
                "%s does not answer (%s), tried for %s"
                        .formatted(client.server(), failure.reason(), Words.duration(waited)),
                failure.hint().isEmpty() ? IS_IT_THERE : failure.hint());
    }
}
