package dev.windlass.simulation.ssh;

import java.util.List;
import java.util.Optional;

/** The command lines that the product may send to a node. Written down here anew, so that a change of the product's own is seen. */
final class AllowedCommand {
    private static final List<String> PREFIX = List.of("sudo", "-n", "/usr/local/libexec/windlass/windlass-node");
    private static final List<String> COMMANDS =
            List.of("inspect", "clock", "start", "poll", "facts", "probe", "prune");

    private AllowedCommand() {}

    /** The script's own arguments; empty for anything else than the script. */
    static Optional<List<String>> arguments(List<String> words) {
        var size = PREFIX.size();
        if (words.size() <= size || !words.subList(0, size).equals(PREFIX) || !COMMANDS.contains(words.get(size))) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(words.subList(size, words.size())));
    }
}
