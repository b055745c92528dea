package dev.windlass.standalone.simulate;

import dev.windlass.simulation.run.Checked;
import dev.windlass.simulation.run.SeedWorker;
import dev.windlass.simulation.run.Verdict;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds in a process of its own, which is this program again. Several worlds need it: on threads of one process they may meet at a
 * monitor of a library, and their virtual time can't see that. One that hangs can also be ended, and one that dies is a verdict.
 */
public final class SeedProcess implements SeedWorker {
    /** 128 and SIGINT, SIGTERM: a person ended it, as Ctrl-C does with all processes of a terminal. */
    private static final Set<Integer> BY_A_PERSON = Set.of(130, 143);

    private static final long PATIENCE_SECONDS = 10;

    private final List<String> command;
    private @Nullable Process process;
    private @Nullable BufferedReader answers;
    private @Nullable BufferedWriter questions;
    private boolean closed;

    private SeedProcess(List<String> command) {
        this.command = command;
    }

    /**
     * With the JVM options and the class path of this process.
     *
     * @param main the class whose main knows {@link SeedServerCommand}
     */
    public static SeedProcess of(Class<?> main, boolean canary) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), SeedServerCommand.NAME));
        if (canary) {
            command.add("--canary");
        }
        return new SeedProcess(command);
    }

    @Override
    public Optional<Verdict> run(long seed, boolean twice) {
        try {
            var asked = start();
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            var to = asked.get();
            to.write(seed + (twice ? SeedServerCommand.TWICE : ""));
            to.newLine();
            to.flush();
            var line = answers == null ? null : answers.readLine();
            var verdict = line == null ? Optional.<Verdict>empty() : VerdictLine.read(line);
            return verdict.isPresent() ? verdict : ended(line == null ? "" : "it answered: " + line);
        } catch (IOException e) {
            return ended(e.toString());
        }
    }

    private synchronized Optional<BufferedWriter> start() throws IOException {
        if (closed) {
            return Optional.empty();
        }
        if (process == null) {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader();
            questions = process.outputWriter();
        }
        return Optional.ofNullable(questions);
    }

    /** Why there is no answer. */
    private Optional<Verdict> ended(String trouble) {
        var status = status();
        if (isClosed() || BY_A_PERSON.contains(status)) {
            return Optional.empty();
        }
        return Optional.of(
                Checked.crashed("the process that ran it ended with status %d; %s".formatted(status, trouble)));
    }

    private int status() {
        var ending = started();
        if (ending.isEmpty()) {
            return -1;
        }
        try {
            if (!ending.get().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                ending.get().destroyForcibly();
            }
            return ending.get().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private synchronized Optional<Process> started() {
        return Optional.ofNullable(process);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
