package dev.windlass.cli;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command windlass: its subcommands are clients of the planner's HTTP API, and a program that has more adds them. */
@Command(
        name = "windlass",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Raises kubeadm-built Kubernetes clusters to a new version, node by node.",
        footer = {
            "",
            "Exit codes: 0 done, 2 plan --detailed-exitcode with changes, 20 failed, halted or refused, 21 rolled back,",
            "22 waits for a person, 23 not finished, 24 watch timed out, 25 cancelled, 64 wrong use, 69 the service does not",
            "answer, 77 not permitted, 1 our own bug."
        })
public final class WindlassCommand implements Callable<Integer> {
    private static final int WIDTH = 110;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    private WindlassCommand(Console console) {
        this.console = console;
    }

    /** Runs a command of this process, and returns its exit code. Subcommands of the program's own come first in the help. */
    public static int run(String[] args, Object... more) {
        return run(Console.ofProcess(), args, more);
    }

    /**
     * Runs a command, and returns its exit code.
     *
     * @param more further subcommands: objects with picocli's {@code @Command}, or {@link CommandLine}s
     */
    public static int run(Console console, String[] args, Object... more) {
        var code = commandLine(console, more).execute(args);
        console.out().flush();
        console.err().flush();
        return code;
    }

    static CommandLine commandLine(Console console, Object... more) {
        var line = new CommandLine(new WindlassCommand(console));
        List.of(more).forEach(line::addSubcommand);
        line.addSubcommand(new PlanCommand(console))
                .addSubcommand(new UpgradeCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new WatchCommand(console))
                .addSubcommand(new EventsCommand(console));
        for (var verb : SteerCommand.Verb.values()) {
            line.addSubcommand(verb.word(), SteerCommand.of(console, verb));
        }
        line.addSubcommand(new CompletionCommand(console));
        // Each has -V, and would print nothing.
        line.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        line.setOut(new java.io.PrintWriter(console.out(), true));
        line.setErr(new java.io.PrintWriter(console.err(), true));
        line.setUsageHelpWidth(WIDTH);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> misused(console, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(console, e));
        return line;
    }

    @Override
    public Integer call() {
        console.err().println(spec.commandLine().getUsageMessage());
        return ExitCode.USAGE.number();
    }

    private static int misused(Console console, ParameterException failure) {
        var command = failure.getCommandLine();
        var text = String.valueOf(failure.getMessage());
        if (failure.getCause() instanceof CommandLine.TypeConversionException wrong) {
            text = String.valueOf(wrong.getMessage());
        }
        console.trouble(text, "");
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        console.trouble("see " + command.getCommandSpec().qualifiedName() + " --help", "");
        return ExitCode.USAGE.number();
    }

    private static int failed(Console console, Exception failure) {
        if (failure instanceof CommandFailed known) {
            console.trouble(String.valueOf(known.getMessage()), known.hint());
            return known.code().number();
        }
        console.trouble("this is a bug in windlass: " + failure, "report it with what follows");
        failure.printStackTrace(console.err());
        return ExitCode.BUG.number();
    }
}
