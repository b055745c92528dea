package dev.windlass.standalone.simulate;

import dev.windlass.cli.screen.Console;
import dev.windlass.simulation.run.CampaignResult;
import java.time.Duration;

/** How far a simulation is: one line that is drawn again on a terminal, and elsewhere a line now and then. */
final class SimulateProgress {
    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(10);

    private final Console console;
    private final long count;
    private Duration shown = Duration.ZERO;
    private boolean drawn;

    SimulateProgress(Console console, long count) {
        this.console = console;
        this.count = count;
    }

    void show(CampaignResult soFar) {
        var of = count == Long.MAX_VALUE ? "" : " of " + count;
        var line = "%d%s seeds, %d violations, %.0f seeds/s"
                .formatted(soFar.seeds(), of, soFar.violations(), soFar.perSecond());
        if (console.terminal().isPresent()) {
            console.err().print("\r" + line + "\u001b[K");
            console.err().flush();
            drawn = true;
        } else if (soFar.took().minus(shown).compareTo(BETWEEN_PLAIN_LINES) >= 0) {
            console.err().println(line);
            shown = soFar.took();
        }
    }

    /** The line that was drawn makes place for the summary. */
    void end() {
        if (drawn) {
            console.err().print("\r\u001b[K");
            console.err().flush();
        }
    }
}
