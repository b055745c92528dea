package dev.windlass.standalone.simulate;

import dev.windlass.simulation.run.CampaignResult.Found;
import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import dev.windlass.simulation.shrink.Shrinker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/** Looks closer at a run that broke a promise. */
final class Investigation {
    private static final int TAIL = 30;

    private final LongFunction<Scenario> drawing;
    private final Runner runner;
    private final Replay replay;
    private final Stop stop;

    Investigation(LongFunction<Scenario> drawing, Runner runner, Replay replay, Stop stop) {
        this.drawing = drawing;
        this.runner = runner;
        this.replay = replay;
        this.stop = stop;
    }

    /** @param withTail runs it once more for the end of its trace */
    Report.Broken look(Found found, boolean withTail) {
        var tail = withTail && runsToAnEnd(found) ? tail(found.seed()) : List.<String>of();
        return new Report.Broken(found.seed(), found.violation(), tail, replay.of(found.seed()));
    }

    /** What hangs would hang again, and what ended its process would end this one. */
    private static boolean runsToAnEnd(Found found) {
        var invariant = found.violation().invariant();
        return !invariant.equals(Checked.HANGS) && !invariant.equals(Checked.CRASHES);
    }

    private List<String> tail(long seed) {
        var lines = new ArrayDeque<String>();
        try {
            Checked.once(runner).run(drawing.apply(seed), line -> {
                lines.add(line);
                if (lines.size() > TAIL) {
                    lines.remove();
                }
            });
        } catch (RuntimeException e) {
            lines.add("it has no scenario: " + e);
        }
        return List.copyOf(lines);
    }

    Report.Shrunk shrink(Found found, Path directory) {
        if (!runsToAnEnd(found)) {
            return trouble("what does not run to an end is not shrunk");
        }
        Scenario scenario;
        try {
            scenario = drawing.apply(found.seed());
        } catch (RuntimeException e) {
            return trouble("it has no scenario: " + e);
        }
        var invariant = found.violation().invariant();
        return new Shrinker(runner, Shrinker.Limits.USUAL)
                .shrink(scenario, invariant, stop::asked)
                .map(shrunk -> saved(found, scenario, shrunk, directory))
                .orElseGet(() -> trouble("run once more, it did not break " + invariant));
    }

    private static Report.Shrunk trouble(String words) {
        return new Report.Shrunk(0, 0, 0, Optional.empty(), words);
    }

    private Report.Shrunk saved(Found found, Scenario before, Shrinker.Shrunk shrunk, Path directory) {
        var invariant = found.violation().invariant();
        var path = directory
                .resolve(slug(invariant) + "-" + found.seed() + ".yaml")
                .normalize();
        var saved = Optional.<Report.Saved>empty();
        var trouble = "";
        try {
            new ScenarioFile(
                            "%s, seed %d".formatted(invariant, found.seed()),
                            invariant,
                            "on " + System.getProperty("windlass.commit", "an unknown commit"),
                            shrunk.scenario())
                    .write(path);
            saved = Optional.of(new Report.Saved(path, replay.of(path)));
        } catch (IOException e) {
            trouble = "it could not be saved: " + e;
        }
        return new Report.Shrunk(
                before.faults().size(), shrunk.scenario().faults().size(), shrunk.runs(), saved, trouble);
    }

    /** S4 OneTokenUp becomes s4-one-token-up. */
    private static String slug(String invariant) {
        return invariant
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }
}
