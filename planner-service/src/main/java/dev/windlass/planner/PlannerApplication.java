package dev.windlass.planner;

import dev.windlass.runtime.config.InvalidConfig;
import dev.windlass.runtime.config.WindlassConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The planner as a process of its own: {@code planner-service --config FILE [--port N]}. */
public final class PlannerApplication {
    private static final String USAGE = "usage: planner-service --config FILE [--port N]";
    private static final int WRONG_USE = 64;
    private static final int UNAVAILABLE = 69;
    private static final int PORTS = 65_535;

    private PlannerApplication() {}

    private record Arguments(Path config, Optional<Integer> port) {}

    /** Runs until a signal ends it. */
    public static void main(String[] args) throws InterruptedException {
        var arguments = parse(args);
        if (arguments.isEmpty()) {
            end(System.err, USAGE, WRONG_USE);
            return;
        }
        try {
            var config = WindlassConfig.load(arguments.get().config());
            var service = PlannerService.start(
                    config, arguments.get().port().orElse(config.http().planner()));
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(service::close));
            new CountDownLatch(1).await();
        } catch (InvalidConfig e) {
            end(System.err, "planner-service: " + e.getMessage(), WRONG_USE);
        } catch (RuntimeException e) {
            end(System.err, "planner-service: it can't start: " + root(e), UNAVAILABLE);
        }
    }

    private static Optional<Arguments> parse(String[] args) {
        Optional<Path> config = Optional.empty();
        Optional<Integer> port = Optional.empty();
        for (var i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                return Optional.empty();
            }
            switch (args[i]) {
                case "--config" -> config = Optional.of(Path.of(args[i + 1]));
                case "--port" -> port = number(args[i + 1]);
                default -> {
                    return Optional.empty();
                }
            }
            if (args[i].equals("--port") && port.isEmpty()) {
                return Optional.empty();
            }
        }
        var found = port;
        return config.map(file -> new Arguments(file, found));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= PORTS
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static void end(PrintStream err, String words, int code) {
        err.println(words);
        err.flush();
        Runtime.getRuntime().halt(code);
    }
}
