package dev.windlass.executor.node;

import java.util.Locale;
import java.util.stream.Stream;

/** Recognises sudo's refusals. It prints them in the language of the login, but its own name stays. */
final class Sudo {
    private Sudo() {}

    static boolean isMissingOrRefuses(CommandOutput output) {
        var words = output.errors().toLowerCase(Locale.ROOT);
        return output.status() != 0
                && Stream.of(
                                "a password is required",
                                "a terminal is required",
                                "must have a tty",
                                "is not allowed to execute",
                                "not in the sudoers file",
                                "may not run sudo",
                                "no tty present",
                                "sudo: not found",
                                "sudo: command not found",
                                "no such file or directory: sudo")
                        .anyMatch(words::contains);
    }
}
