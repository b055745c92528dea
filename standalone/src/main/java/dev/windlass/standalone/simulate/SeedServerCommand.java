package dev.windlass.standalone.simulate;

import dev.windlass.cli.client.ExitCode;
import dev.windlass.simulation.run.Canary;
import dev.windlass.simulation.run.InThread;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.scenario.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What {@link SeedProcess} starts: runs the seeds that are asked for on standard input, a line each, and answers each with a line on
 * standard output. It ends with its input, at once: whoever asked is gone.
 */
@Command(name = SeedServerCommand.NAME, hidden = true, description = "Runs seeds for another process.")
public final class SeedServerCommand implements Callable<Integer> {
    static final String NAME = "simulate-seeds";
    /** After a seed that is run twice. */
    static final String TWICE = " twice";

    private final Supplier<Runner> runners;
    private final Supplier<LongFunction<Scenario>> drawings;

    @Option(names = "--canary")
    boolean canary;

    public SeedServerCommand(Supplier<Runner> runners, Supplier<LongFunction<Scenario>> drawings) {
        this.runners = runners;
        this.drawings = drawings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Whatever a library has to say must not be taken for an answer.
        System.setOut(System.err);
        var asked = new LinkedBlockingQueue<Optional<String>>();
        Thread.ofPlatform().daemon().name("questions").start(() -> read(asked));
        try (var worker = new InThread(drawings.get(), canary ? new Canary(runners.get()) : runners.get())) {
            for (var line = asked.take(); line.isPresent(); line = asked.take()) {
                var twice = line.get().endsWith(TWICE);
                var seed = Long.parseLong(line.get().replace(TWICE, ""));
                worker.run(seed, twice).map(VerdictLine::of).ifPresent(answers::println);
            }
        }
        return ExitCode.DONE.number();
    }

    private static void read(BlockingQueue<Optional<String>> asked) {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            lines.lines().map(Optional::of).forEach(asked::add);
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(ExitCode.DONE.number());
    }
}
