package dev.windlass.standalone.simulate;

import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import dev.windlass.simulation.run.Campaign;
import dev.windlass.simulation.run.CampaignPlan;
import dev.windlass.simulation.run.CampaignResult;
import dev.windlass.simulation.run.Canary;
import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.SeedWorker;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.file.InvalidScenario;
import dev.windlass.simulation.scenario.file.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code windlass simulate}: seeds, one seed, or one scenario; and what follows a broken promise. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the product in simulated worlds, breaks things in them, and checks every promise after every event.",
            "",
            "A seed is one world, one list of faults and one history, always the same. Seeds run until there are enough,",
            "the time is over, or one breaks a promise: then its scenario is made as small as it gets, and saved.",
            ""
        },
        footer = {
            "",
            "A run of 20000 seeds or more must also have reached every rare path and every transition, and each kind of",
            "fault must have struck something.",
            "",
            "Exit codes: 0 every promise held, 1 one was broken, something was not reached, or a process that ran seeds",
            "was ended by somebody else; 64 wrong use."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final long USUAL_SEEDS = 10_000;
    private static final long ROUND = 1_000_000;

    /** How the result is written. */
    enum Form {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final Supplier<Runner> runners;
    private final Supplier<LongFunction<Scenario>> drawings;
    private final Function<Boolean, SeedWorker> others;

    @Option(names = "--seeds", paramLabel = "N", description = "How many; 10000 without --seeds and --minutes.")
    @Nullable
    Long seeds;

    @Option(
            names = "--from",
            paramLabel = "S",
            description = "The first seed. Without it, seeds that are new each time.")
    @Nullable
    Long from;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "No new seed after this time; without --seeds as many as there is time for.")
    @Nullable
    Integer minutes;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description =
                    "Seeds at the same time, each in a process of its own; as many as there are processors if not given.")
    @Nullable
    Integer processes;

    @Option(names = "--seed", paramLabel = "S", description = "Only this seed.")
    @Nullable
    Long seed;

    @Option(names = "--scenario", paramLabel = "FILE", description = "Only the scenario in this file.")
    @Nullable
    Path scenario;

    @Option(names = "--trace", description = "With --seed or --scenario: prints the whole history, line by line.")
    boolean trace;

    @Option(
            names = "--shrink",
            negatable = true,
            description = "Makes a scenario that breaks a promise small, and saves it. Done for seeds without --trace.")
    @Nullable
    Boolean shrink;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where a scenario that was made small is saved; the current directory.")
    @SuppressWarnings("NullAway.Init")
    Path save;

    @Option(
            names = "--canary",
            description = "Lets about one of a hundred seeds fail on purpose, to see that a failure is found.")
    boolean canary;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json.")
    @SuppressWarnings("NullAway.Init")
    Form output;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    /**
     * @param runners asked when the command runs
     * @param drawings the scenarios of seeds; asked when seeds are run
     * @param others gives workers of which several may run at the same time; told whether promises are broken on purpose
     */
    public SimulateCommand(
            Console console,
            Supplier<Runner> runners,
            Supplier<LongFunction<Scenario>> drawings,
            Function<Boolean, SeedWorker> others) {
        this.console = console;
        this.runners = runners;
        this.drawings = drawings;
        this.others = others;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        var file = Optional.ofNullable(scenario).map(this::read);
        var runner = canary ? new Canary(runners.get()) : runners.get();
        LongFunction<Scenario> drawing = file.isPresent() ? any -> file.get().scenario() : drawings.get();
        try (var stop = new Stop(console.interruptible())) {
            var plan = plan(file);
            var result = run(drawing, runner, plan, stop);
            var report = output == Form.JSON ? new JsonReport(console.out()) : new TextReport(console.out());
            report.ran(result);
            if (!result.found().isEmpty()) {
                var investigation =
                        new Investigation(drawing, runner, new Replay(Optional.ofNullable(scenario), canary), stop);
                investigate(result.found().getFirst(), investigation, report);
            }
            report.end();
            var held = result.violations() == 0 && result.missing().isEmpty() && !isCutShort(result, plan, stop);
            return (held ? ExitCode.DONE : ExitCode.BUG).number();
        }
    }

    /** A process that was ended from outside is nobody's violation, but the seeds that are missing held nothing either. */
    private boolean isCutShort(CampaignResult result, CampaignPlan plan, Stop stop) {
        var missing =
                result.violations() == 0 && plan.most().isEmpty() && !stop.asked() && result.seeds() < plan.count();
        if (missing) {
            console.trouble(
                    "only %d of %d seeds were run: a process that ran them was ended by somebody else"
                            .formatted(result.seeds(), plan.count()),
                    "run it again, with --from %d for the rest".formatted(result.first() + result.seeds()));
        }
        return missing;
    }

    private CampaignResult run(LongFunction<Scenario> drawing, Runner runner, CampaignPlan plan, Stop stop)
            throws InterruptedException {
        var progress = new SimulateProgress(console, plan.count());
        var shown = trace ? new Told(runner, console.out()::println) : runner;
        var campaign = plan.workers() == 1 ? new Campaign(drawing, shown) : new Campaign(() -> others.apply(canary));
        var result = campaign.run(plan, progress::show, stop::asked);
        progress.end();
        return result;
    }

    private void investigate(CampaignResult.Found found, Investigation investigation, Report report) {
        report.broke(investigation.look(found, !trace));
        if (shrink == null ? !trace && scenario == null : shrink) {
            console.err()
                    .printf(
                            "windlass: seed %d broke %s; shrinking it%n",
                            found.seed(), found.violation().invariant());
            report.shrunk(investigation.shrink(found, save));
        }
    }

    private CampaignPlan plan(Optional<ScenarioFile> file) {
        if (file.isPresent()) {
            return one(file.get().scenario().seed());
        }
        if (seed != null) {
            return one(seed);
        }
        var first = from != null ? from : ThreadLocalRandom.current().nextLong(ROUND) * ROUND;
        var count = seeds != null ? seeds : minutes != null ? Long.MAX_VALUE : USUAL_SEEDS;
        return CampaignPlan.of(first, count)
                .withMost(Optional.ofNullable(minutes).map(Duration::ofMinutes))
                .withWorkers(
                        processes != null ? processes : Runtime.getRuntime().availableProcessors());
    }

    private static CampaignPlan one(long seed) {
        return CampaignPlan.of(seed, 1).withTwiceEvery(1);
    }

    private ScenarioFile read(Path path) {
        try {
            return ScenarioFile.read(path);
        } catch (InvalidScenario e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private void checkOptions() {
        check(seeds == null || seeds > 0, "--seeds takes a number from 1");
        check(minutes == null || minutes > 0, "--minutes takes a number from 1");
        check(processes == null || processes > 0, "--processes takes a number from 1");
        check(seed == null || scenario == null, "give --seed or --scenario, not both");
        var one = seed != null || scenario != null;
        check(
                !one || (seeds == null && from == null && minutes == null && processes == null),
                "--seed and --scenario are one run; --seeds, --from, --minutes and --processes are for many");
        check(one || !trace, "--trace is for one run: give --seed or --scenario");
        check(!trace || output == Form.TEXT, "--trace is text, not JSON");
        check(!Files.exists(save) || Files.isDirectory(save), "--save takes a directory, and " + save + " is none");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
