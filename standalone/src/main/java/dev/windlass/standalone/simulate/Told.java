package dev.windlass.standalone.simulate;

import dev.windlass.simulation.run.Runner;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.Scenario;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tells the first run to somebody; a second one, which only has to give the same, is silent. */
final class Told implements Runner {
    private final Runner runner;
    private final Consumer<String> listener;
    private final AtomicBoolean told = new AtomicBoolean();

    Told(Runner runner, Consumer<String> listener) {
        this.runner = runner;
        this.listener = listener;
    }

    @Override
    public Verdict run(Scenario scenario, Consumer<String> trace) {
        return told.getAndSet(true)
                ? runner.run(scenario, trace)
                : runner.run(scenario, line -> {
                    listener.accept(line);
                    trace.accept(line);
                });
    }
}
