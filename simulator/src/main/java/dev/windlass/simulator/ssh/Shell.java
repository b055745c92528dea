package dev.windlass.simulator.ssh;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.live.LiveCluster;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a host answers to the few commands that an executor sends: the node protocol, and how its script gets there. */
final class Shell {
    private static final String SCRIPT = "/usr/local/libexec/windlass/windlass-node";
    private static final int NOT_FOUND = 127;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final LiveCluster cluster;
    private final NodeName node;
    private volatile Optional<String> scriptHash = Optional.empty();

    Shell(LiveCluster cluster, NodeName node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** What a command printed and how it ended. */
    record Result(int status, String output, String errors) {}

    Result run(String line, InputStream input) throws IOException {
        var words = ShellWords.split(line);
        var command = ShellWords.withoutSudo(words);
        if (command.isEmpty() || command.getFirst().equals("true")) {
            return new Result(0, "", "");
        }
        return switch (command.getFirst()) {
            case "sha256sum" -> sha256sum(command.getLast());
            case SCRIPT -> script(command.subList(1, command.size()));
            default -> line.contains(SCRIPT) ? install(line, input) : notFound(command.getFirst());
        };
    }

    private Result sha256sum(String path) {
        return scriptHash
                .filter(hash -> path.equals(SCRIPT))
                .map(hash -> new Result(0, hash + "  " + path + "\n", ""))
                .orElseGet(() -> new Result(1, "", "sha256sum: " + path + ": No such file or directory\n"));
    }

    private Result script(List<String> arguments) {
        if (scriptHash.isEmpty()) {
            return new Result(1, "", "sudo: " + SCRIPT + ": command not found\n");
        }
        var answer = cluster.with(world -> world.command(node, arguments));
        return new Result(answer.status(), answer.text(), "");
    }

    /** Any other command line that names the script puts it there, when it brings one. */
    private Result install(String line, InputStream input) throws IOException {
        var script = input.readAllBytes();
        var expected = HASH.matcher(line);
        if (expected.find() && !expected.group().equals(sha256(script))) {
            return new Result(1, "", "sha256sum: WARNING: 1 computed checksum did NOT match\n");
        }
        if (script.length > 0) {
            scriptHash = Optional.of(sha256(script));
        }
        return new Result(0, "", "");
    }

    private static Result notFound(String name) {
        return new Result(NOT_FOUND, "", "bash: " + name + ": command not found\n");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
