package dev.windlass.standalone;

import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import dev.windlass.simulator.seeds.Seeds;
import dev.windlass.simulator.seeds.Tally;
import dev.windlass.simulator.seeds.Trace;
import dev.windlass.simulator.seeds.Walk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Drives the planner's state machine through random histories and checks every promise after every event.",
            "",
            "What is simulated: the state machine is the real one. Around it are executors and validators that claim,",
            "fail, go silent, repeat themselves and come back late, people who steer at any moment and publish things",
            "twice, and a clock that jumps and goes back; clusters have 1 to 3 control planes and 0 to 6 workers.",
            "",
            "What is not, yet: real executors and validators, Kafka, the Kubernetes API, SSH and the hosts behind it.",
            "A clean run says nothing about those.",
            ""
        },
        footer = {"", "Exit codes: 0 every promise held, 1 one was broken, 64 wrong use."})
final class SimulateCommand implements Callable<Integer> {
    private static final long USUAL_SEEDS = 10_000;

    private final Console console;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many histories: seeds 0 to N-1. 10000 without --seeds and --minutes.")
    @Nullable
    Long seeds;

    @Option(names = "--seed", paramLabel = "S", description = "Only the history of this seed.")
    @Nullable
    Long seed;

    @Option(names = "--trace", description = "Prints each event, one line; seeds run one after the other.")
    boolean trace;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "No new history after this time; without --seeds as many as there is time for.")
    @Nullable
    Integer minutes;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        check(seeds == null || seeds > 0, "--seeds takes a number from 1");
        check(minutes == null || minutes > 0, "--minutes takes a number from 1");
        check(seed == null || minutes == null, "--seed is one history, and --minutes is for many: give one of them");
        var result = trace ? traced() : run(Runtime.getRuntime().availableProcessors());
        new SimulateText(console.out()).print(result);
        return (result.violations() == 0 ? ExitCode.DONE : ExitCode.BUG).number();
    }

    private Seeds.Result run(int threads) throws InterruptedException {
        var progress = new SimulateProgress(console, count());
        var result = Seeds.run(first(), count(), most(), seed == null ? threads : 1, progress::show);
        progress.end();
        return result;
    }

    /** In the order of the seeds, because their lines would mix. */
    private Seeds.Result traced() {
        var began = System.nanoTime();
        var tally = new Tally();
        var result = new Seeds.Result(0, 0, List.of(), tally, Duration.ZERO);
        for (var next = first(); next - first() < count(); next++) {
            if (count() > 1) {
                console.out().println("seed " + next);
            }
            var violation = Walk.of(next, new Trace(console.out()::println).and(tally));
            var took = Duration.ofNanos(System.nanoTime() - began);
            result = result.and(violation, took);
            if (most().filter(limit -> took.compareTo(limit) > 0).isPresent()) {
                break;
            }
        }
        return result;
    }

    private long first() {
        return seed == null ? 0 : seed;
    }

    private long count() {
        if (seed != null) {
            return 1;
        }
        return seeds != null ? seeds : minutes != null ? Long.MAX_VALUE : USUAL_SEEDS;
    }

    private Optional<Duration> most() {
        return Optional.ofNullable(minutes).map(Duration::ofMinutes);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
