package dev.windlass.standalone;

import dev.windlass.cli.WindlassCommand;
import dev.windlass.cli.screen.Console;
import dev.windlass.simulation.Simulations;
import dev.windlass.standalone.simulate.SeedProcess;
import dev.windlass.standalone.simulate.SeedServerCommand;
import dev.windlass.standalone.simulate.SimulateCommand;

/** The program windlass: the clients of the planner's API, and what brings everything with it: serve, demo and simulate. */
public final class Windlass {
    private Windlass() {}

    public static void main(String[] arguments) {
        // Read by logback.xml when the first logger is made. Only serve has anything to say in a log.
        var serves = arguments.length > 0 && arguments[0].equals("serve");
        if (System.getProperty("windlass.level") == null) {
            System.setProperty("windlass.level", serves ? "INFO" : "ERROR");
        }
        var console = Console.ofProcess();
        System.exit(WindlassCommand.run(
                console,
                arguments,
                new ServeCommand(),
                new DemoCommand(),
                new SimulateCommand(
                        console,
                        Simulations::runner,
                        Simulations::drawing,
                        canary -> SeedProcess.of(Windlass.class, canary)),
                new SeedServerCommand(Simulations::runner, Simulations::drawing)));
    }
}
