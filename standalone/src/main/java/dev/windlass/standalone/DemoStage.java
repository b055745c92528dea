package dev.windlass.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * A directory and what runs in it, until the demo is over: then everything is closed, the last first, and the directory deleted. So it
 * is when a signal ends the process, which no finally is told of. Thread-safe.
 */
final class DemoStage implements AutoCloseable {
    private final Path directory;
    private final Thread hook;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean over;

    private DemoStage(Path directory) {
        this.directory = directory;
        this.hook = Thread.ofPlatform().name("demo-end").unstarted(this::interrupted);
    }

    static DemoStage open() throws IOException {
        var stage = new DemoStage(Files.createTempDirectory("windlass-demo"));
        Runtime.getRuntime().addShutdownHook(stage.hook);
        return stage;
    }

    Path directory() {
        return directory;
    }

    /** Starts something that is closed with the stage. What is being started when a signal comes is closed as soon as it is there. */
    synchronized <T extends AutoCloseable> T with(Callable<T> start) throws Exception {
        if (over) {
            throw new IllegalStateException("the demo is over");
        }
        var started = start.call();
        running.push(started);
        return started;
    }

    private void interrupted() {
        System.err.println("windlass: the demo ends, and takes its cluster, its broker and its services with it");
        end();
    }

    private synchronized void end() {
        over = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("windlass: a part of the demo did not close well: " + e);
            }
        }
        try {
            delete();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("windlass: " + directory + " could not be deleted: " + e);
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has nothing left to do.
        }
    }
}
