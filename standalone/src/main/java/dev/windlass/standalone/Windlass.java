package dev.windlass.standalone;

import dev.windlass.cli.WindlassCommand;

/** The program windlass: the clients of the planner's API, and serve and demo, which bring everything in one process. */
public final class Windlass {
    private Windlass() {}

    public static void main(String[] arguments) {
        // Read by logback.xml when the first logger is made. Only serve has anything to say in a log.
        var serves = arguments.length > 0 && arguments[0].equals("serve");
        if (System.getProperty("windlass.level") == null) {
            System.setProperty("windlass.level", serves ? "INFO" : "ERROR");
        }
        System.exit(WindlassCommand.run(arguments, new ServeCommand(), new DemoCommand()));
    }
}
