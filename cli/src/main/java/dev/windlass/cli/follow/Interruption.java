package dev.windlass.cli.follow;

import dev.windlass.cli.screen.Console;

/** While this is open, Ctrl-C says that what is followed goes on, and how to follow it again. */
public final class Interruption implements AutoCloseable {
    private final Thread hook;
    private final boolean armed;

    public Interruption(Console console, String words) {
        this.hook = Thread.ofPlatform().unstarted(() -> {
            console.err().println();
            console.err().println("windlass: " + words);
            console.err().flush();
        });
        this.armed = console.interruptible();
        if (armed) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    @Override
    public void close() {
        if (armed) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook is saying its words.
            }
        }
    }
}
