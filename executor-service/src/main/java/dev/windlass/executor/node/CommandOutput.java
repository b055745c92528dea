package dev.windlass.executor.node;

import java.nio.charset.StandardCharsets;

/** What a command printed, cut to a limit, and its exit status. */
public record CommandOutput(int status, byte[] output, String errors) {
    /** Of a command that printed this. */
    public static CommandOutput of(int status, String output, String errors) {
        return new CommandOutput(status, output.getBytes(StandardCharsets.UTF_8), errors);
    }
}
