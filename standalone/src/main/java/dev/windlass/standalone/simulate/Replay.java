package dev.windlass.standalone.simulate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The commands that show a run again.
 *
 * @param file the scenario that was run, where it was not that of a seed
 * @param canary whether promises were broken on purpose
 */
record Replay(Optional<Path> file, boolean canary) {
    String of(long seed) {
        return file.map(this::of).orElseGet(() -> command("--seed " + seed));
    }

    String of(Path scenario) {
        var text = scenario.toString();
        return command("--scenario " + (text.matches("[\\w./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'"));
    }

    private String command(String what) {
        return "./windlass simulate " + what + " --trace" + (canary ? " --canary" : "");
    }
}
