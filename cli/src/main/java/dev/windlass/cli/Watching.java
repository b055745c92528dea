package dev.windlass.cli;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.Ending;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.follow.Following;
import dev.windlass.cli.follow.Interruption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows one upgrade to its end, and says how it ended. */
final class Watching {
    private final Session session;
    private final String cluster;
    private final String upgrade;
    private final boolean noWait;
    private final boolean showPlan;
    private Optional<Event> ending = Optional.empty();
    private boolean told;

    /**
     * @param noWait whether to end where it waits for a person
     * @param showPlan whether to say what the plan is when it is made
     */
    Watching(Session session, String cluster, String upgrade, boolean noWait, boolean showPlan) {
        this.session = session;
        this.cluster = cluster;
        this.upgrade = upgrade;
        this.noWait = noWait;
        this.showPlan = showPlan;
    }

    /**
     * Goes on from where the upgrade is; an end is told at once.
     *
     * @param status is of this upgrade
     * @param limit none when empty
     */
    ExitCode from(ClusterStatus status, Optional<Duration> limit) {
        if (status.ended()) {
            return ended(status, Ending.of(status.status()));
        }
        session.progress().say(cluster + ": " + status.headline());
        status.waits().forEach(wait -> session.progress().say("  " + wait));
        if (noWait && status.status().equals("paused")) {
            return ended(status, ExitCode.WAITS_FOR_A_PERSON);
        }
        session.progress().status(status);
        var place = new Place.AfterSequence(status.sequence());
        return toTheEnd(session.following(cluster, place).within(limit));
    }

    ExitCode toTheEnd(Following following) {
        var words = "no longer watching. The upgrade goes on; follow it with: windlass watch " + cluster;
        try (var interruption = new Interruption(session.console(), words)) {
            var code = following.until(this::judge);
            return ended(session.reach().statusAfter(cluster, following.sequence()), code);
        }
    }

    private Optional<ExitCode> judge(Event event) {
        if (!event.isAbout(upgrade)) {
            return Optional.empty();
        }
        session.data(event);
        told = true;
        session.progress().event(event);
        if (showPlan && event.type().equals("PlanMade")) {
            plan(event);
        }
        if (noWait && event.type().equals("UpgradePaused")) {
            return Optional.of(ExitCode.WAITS_FOR_A_PERSON);
        }
        var code = Ending.of(event);
        ending = code.map(ended -> event);
        return code;
    }

    private void plan(Event event) {
        session.reach().statusAfter(cluster, event.sequence());
        var plan = session.reach().get(service -> service.plan(cluster));
        if (plan.upgrade().equals(upgrade)) {
            session.planProgress().summary(plan).forEach(session.progress()::say);
        }
    }

    /** The result as data, and for anything but success a last word about it. */
    private ExitCode ended(ClusterStatus status, ExitCode code) {
        session.progress().clear();
        // Lines of JSON were written as it went along, where it went along.
        var written = told && session.output() == OutputForm.JSONL;
        if (status.isOf(upgrade)) {
            if (!written) {
                session.result(status);
            }
            if (code != ExitCode.DONE) {
                lastWord(status.headline());
            }
        } else if (ending.isPresent()) {
            // The status is another's: of an upgrade that a person still has to go on with, or of one that has begun
            // since.
            var event = ending.get();
            if (!written) {
                session.result(event.json(), List.of(cluster + ": " + oneLine(event.words())));
            }
            if (code != ExitCode.DONE) {
                lastWord(event.words());
            }
        } else {
            session.console().err().println("windlass: a newer upgrade of %s has begun".formatted(cluster));
        }
        return code;
    }

    private void lastWord(String words) {
        session.console().trouble(cluster + ": " + oneLine(words), "");
    }

    private static String oneLine(String words) {
        return String.join("; ", words.lines().toList());
    }
}
