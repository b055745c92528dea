package dev.windlass.standalone.simulate;

import dev.windlass.simulation.run.CampaignResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** For people: the figures, the counters as a table, and last what was broken and how to see it again. */
final class TextReport implements Report {
    private final PrintStream out;

    TextReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ran(CampaignResult result) {
        table("SOMETIMES", result.coverage().sometimes());
        table("TRANSITION", result.coverage().transitions());
        out.printf(
                Locale.ROOT,
                "%d seeds from %d on, %d violations, %.1f seeds/s, %.1f s%n",
                result.seeds(),
                result.first(),
                result.violations(),
                result.perSecond(),
                result.took().toMillis() / 1000.0);
        out.printf("%d events in %s of virtual time%n", result.events(), words(result.virtual()));
        if (!result.missing().isEmpty()) {
            out.println("never reached, though so many seeds should have:");
            result.missing().forEach(name -> out.println("  " + name));
        }
    }

    private void table(String heading, Map<String, Long> counts) {
        out.printf("%-48s %14s%n", heading, "TIMES");
        counts.forEach((name, times) -> out.printf("%-48s %14d%n", name, times));
        out.println();
    }

    private static String words(Duration duration) {
        return duration.toHours() >= 100
                ? duration.toDays() + " days"
                : "%d h %d min %d s".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    @Override
    public void broke(Broken broken) {
        out.println();
        out.printf("seed %d broke %s%n", broken.seed(), broken.violation());
        if (!broken.tail().isEmpty()) {
            out.println("the end of its trace:");
            broken.tail().forEach(line -> out.println("  " + line));
        }
        out.println("replay: " + broken.replay());
    }

    @Override
    public void shrunk(Shrunk shrunk) {
        if (shrunk.runs() > 0) {
            out.printf(
                    "shrunk: it had %d faults and has %d, after %d runs%n",
                    shrunk.faultsBefore(), shrunk.faults(), shrunk.runs());
        }
        shrunk.file().ifPresent(saved -> {
            out.println("saved: " + saved.path());
            out.println("replay: " + saved.replay());
        });
        if (!shrunk.trouble().isEmpty()) {
            out.println("not shrunk and saved: " + shrunk.trouble());
        }
    }

    @Override
    public void end() {
        out.flush();
    }
}
