package dev.windlass.cli.follow;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.EventFeed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.client.Unanswered;
import dev.windlass.cli.screen.Progress;
import dev.windlass.cli.screen.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows a cluster's events from a place on, through restarts of the service: it goes on after the last event that it saw, so that
 * none is lost and none is seen twice. For one thread.
 */
public final class Following {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
    private static final Duration SAID_AFTER = Duration.ofSeconds(2);

    private final Reach reach;
    private final Progress progress;
    private final String cluster;
    private final Duration unreachableFor;
    private final long begun = System.nanoTime();
    private final Pause pause = new Pause();
    private Optional<Duration> limit = Optional.empty();
    private Place place;
    private long sequence;
    private long lookedAt;
    private boolean news = true;
    private Optional<Long> lostSince = Optional.empty();
    private boolean said;

    /** @param unreachableFor after so long without an answer it gives up */
    public Following(Reach reach, Progress progress, String cluster, Place from, Duration unreachableFor) {
        this.reach = reach;
        this.progress = progress;
        this.cluster = cluster;
        this.place = from;
        this.unreachableFor = unreachableFor;
    }

    /** How long, since this was made, it may take; none when empty. */
    public Following within(Optional<Duration> most) {
        limit = most;
        return this;
    }

    /**
     * Gives each event to the judge until that has an answer. What follows may be asked for with a further call.
     *
     * @throws CommandFailed when the time is over, or the service is away for too long
     */
    public <T> T until(Function<Event, Optional<T>> judge) {
        while (true) {
            try (var feed = reach.client().follow(cluster, place)) {
                return judged(feed, judge);
            } catch (Unanswered e) {
                lost(e);
                pause.take(left().orElse(unreachableFor));
            }
        }
    }

    private <T> T judged(EventFeed feed, Function<Event, Optional<T>> judge) throws Unanswered {
        while (true) {
            var event = feed.next(atMost()).flatMap(Event::of);
            if (feed.spoke()) {
                found();
            }
            if (event.isPresent()) {
                place = event.get().cursor();
                if (event.get().sequence() > sequence || event.get().sequence() == 0) {
                    sequence = event.get().sequence();
                    news = true;
                    var answer = judge.apply(event.get());
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
            }
            look(event.isEmpty());
            checkLimit();
        }
    }

    private Duration atMost() {
        var most = progress.wantsStatus() && news ? BETWEEN_LOOKS : TICK;
        return left().filter(left -> left.compareTo(most) < 0).orElse(most);
    }

    /** A table is made of where things are, which is asked for when something happened, and not more than twice a second. */
    private void look(boolean quiet) throws Unanswered {
        var due = System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos();
        if (progress.wantsStatus() && news && due) {
            lookedAt = System.nanoTime();
            var status = reach.client().cluster(cluster);
            news = status.sequence() < sequence;
            progress.status(status);
        } else if (quiet) {
            progress.tick();
        }
    }

    private void found() {
        if (said) {
            progress.say("windlass: %s answers again".formatted(reach.client().server()));
        }
        lostSince = Optional.empty();
        said = false;
        pause.reset();
    }

    private void lost(Unanswered failure) {
        var since = lostSince.orElseGet(System::nanoTime);
        lostSince = Optional.of(since);
        var away = Duration.ofNanos(System.nanoTime() - since);
        checkLimit();
        if (away.compareTo(unreachableFor) >= 0) {
            throw reach.unavailable(failure, away);
        }
        if (!said && away.compareTo(SAID_AFTER) >= 0) {
            said = true;
            progress.say("windlass: %s does not answer (%s); what was begun goes on, and this waits up to %s for it"
                    .formatted(reach.client().server(), failure.reason(), Words.duration(unreachableFor)));
        }
    }

    private Optional<Duration> left() {
        return limit.map(most -> most.minus(Duration.ofNanos(System.nanoTime() - begun)));
    }

    private void checkLimit() {
        if (left().filter(left -> !left.isPositive()).isPresent()) {
            throw new CommandFailed(
                    ExitCode.TIMED_OUT,
                    "not finished within %s; it goes on".formatted(Words.duration(limit.orElseThrow())),
                    "windlass watch " + cluster);
        }
    }

    /** The number of the newest event that was seen. */
    public long sequence() {
        return sequence;
    }
}
