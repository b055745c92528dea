package dev.windlass.core.upgrade;

import dev.windlass.core.procedure.Actor;
import dev.windlass.core.upgrade.StepState.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an upgrade is and what it waits for, in words: one answer for every state.
 *
 * @param headline what it is as a whole
 * @param waits what it is at or waits for; empty when it has ended
 * @param next what a person may do now, as commands
 */
public record Situation(String headline, List<String> waits, List<String> next) {
    public Situation {
        waits = List.copyOf(waits);
        next = List.copyOf(next);
    }

    public static Situation of(ClusterState state, Instant now) {
        if (state.standing().isEmpty()) {
            return new Situation(
                    "no upgrade so far", List.of(), List.of("windlass plan " + state.cluster() + " --to VERSION"));
        }
        var upgrade = state.standing().get();
        var headline = "upgrade %s to %s is %s%s"
                .formatted(
                        upgrade.id(),
                        upgrade.request().target(),
                        upgrade.status().words(),
                        upgrade.end().isEmpty() ? "" : ": " + upgrade.end());
        return new Situation(headline, waits(upgrade, now), next(state, upgrade));
    }

    private static List<String> waits(Upgrade upgrade, Instant now) {
        var waits = new ArrayList<String>();
        if (upgrade.ended()) {
            return waits;
        }
        upgrade.recovery()
                .filter(r -> upgrade.status() == Status.ROLLING_BACK)
                .ifPresent(recovery -> waits.add("%s is being %s because %s"
                        .formatted(recovery.node(), recovery.rollback() ? "put back" : "released", recovery.reason())));
        upgrade.inFlight().forEach(step -> waits.add(of(step, now)));
        if (upgrade.status() == Status.PAUSED) {
            waits.add("waits for a person to resume it");
        }
        return waits;
    }

    private static String of(StepState step, Instant now) {
        var what = step.step().words();
        return switch (step.progress()) {
            case Progress.Scheduled scheduled ->
                "%s: waits since %s for %s to take it"
                        .formatted(
                                what,
                                ago(scheduled.since(), now),
                                step.step().action().actor() == Actor.EXECUTOR ? "an executor" : "a validator");
            case Progress.Started started ->
                "%s: attempt %d, at it since %s%s"
                        .formatted(
                                what,
                                step.attempt(),
                                ago(started.since(), now),
                                started.note().isEmpty() ? "" : ": " + started.note());
            case Progress.Waiting waiting ->
                waiting.sameAttempt()
                        ? "%s: the outcome is unknown, asked again in %s: %s"
                                .formatted(
                                        what,
                                        in(waiting.until(), now),
                                        waiting.why().message())
                        : "%s: attempt %d failed, the next begins in %s: %s"
                                .formatted(
                                        what,
                                        step.attempt(),
                                        in(waiting.until(), now),
                                        waiting.why().words());
            case Progress.Succeeded s -> what + ": succeeded";
            case Progress.Failed failed ->
                what + ": failed: " + failed.failure().words();
            case Progress.Renewed r -> what + ": to be done again";
        };
    }

    private static List<String> next(ClusterState state, Upgrade upgrade) {
        var cluster = state.cluster();
        return switch (upgrade.status()) {
            case INSPECTING, RUNNING ->
                List.of("windlass watch " + cluster, "windlass pause " + cluster + " --reason TEXT");
            case PAUSING, PAUSED ->
                List.of(
                        "windlass resume " + cluster + " --reason TEXT",
                        "windlass cancel " + cluster + " --reason TEXT");
            case CANCELLING, ROLLING_BACK -> List.of("windlass watch " + cluster);
            case COMPLETED -> List.of();
            case PLANNED ->
                List.of("windlass upgrade %s --to %s --plan %s"
                        .formatted(
                                cluster,
                                upgrade.request().target(),
                                upgrade.plan().orElseThrow().digest()));
            case REFUSED, ROLLED_BACK, HALTED -> List.of("windlass retry " + cluster + " --reason TEXT");
            case CANCELLED ->
                List.of("windlass upgrade %s --to %s"
                        .formatted(cluster, upgrade.request().target()));
        };
    }

    private static String ago(Instant since, Instant now) {
        return words(Duration.between(since, now));
    }

    private static String in(Instant until, Instant now) {
        return words(Duration.between(now, until));
    }

    private static String words(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
