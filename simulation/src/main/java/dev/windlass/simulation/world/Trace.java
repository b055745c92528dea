package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulator.world.Occurrence;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The history for people, a line for each fact. */
final class Trace {
    private final Optional<Consumer<String>> lines;
    private final Supplier<Duration> elapsed;

    Trace(Optional<Consumer<String>> lines, Supplier<Duration> elapsed) {
        this.lines = lines;
        this.elapsed = elapsed;
    }

    void line(String words) {
        say(() -> words);
    }

    /** Words are made only when somebody reads them. */
    private void say(Supplier<String> words) {
        lines.ifPresent(to -> to.accept("%9.3f  %s".formatted(elapsed.get().toMillis() / 1_000.0, words.get())));
    }

    void ask(Ask ask) {
        say(() -> "people    %s asks: %s %s%s"
                .formatted(
                        ask.cluster(),
                        ask.kind(),
                        ask.target(),
                        ask.policy().equals(Ask.USUAL) ? "" : " " + ask.policy()));
    }

    void fault(Fault fault, String tripped) {
        say(() -> "FAULT     %s %s%s for %s (%s)%s"
                .formatted(
                        fault.kind(),
                        fault.what(),
                        fault.whose().isEmpty() ? "" : " of " + fault.whose(),
                        fault.lasts(),
                        fault.trigger(),
                        tripped.isEmpty() ? "" : " by " + tripped));
    }

    void inVain(Fault fault) {
        say(() -> "in vain   %s strikes nothing".formatted(fault.kind()));
    }

    void occurrence(Occurrence what) {
        say(() -> "node      " + what);
    }

    void event(EventRecord event) {
        if (!(event.event() instanceof Event.StepProgressed)) {
            say(() -> "planner   %s %d %s".formatted(event.cluster(), event.sequence(), shortened(event.event())));
        }
    }

    private static String shortened(Event event) {
        var text = event instanceof Event.PlanMade made
                ? "PlanMade[%d steps]".formatted(made.plan().steps().size())
                : event.toString();
        return text.length() <= 260 ? text : text.substring(0, 257) + "...";
    }
}
