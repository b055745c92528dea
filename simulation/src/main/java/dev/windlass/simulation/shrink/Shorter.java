package dev.windlass.simulation.shrink;

import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Scenarios with one number in them smaller. */
final class Shorter {
    private Shorter() {}

    static Stream<Scenario> arguments(Scenario scenario) {
        return eachFault(
                scenario, fault -> Smaller.arguments(fault.argument()).stream().map(fault::withArgument));
    }

    static Stream<Scenario> lasts(Scenario scenario) {
        return eachFault(
                scenario, fault -> Smaller.durations(fault.lasts()).stream().map(fault::withLasts));
    }

    static Stream<Scenario> triggers(Scenario scenario) {
        return eachFault(scenario, fault -> earlier(fault.trigger()).map(fault::withTrigger));
    }

    private static Stream<Trigger> earlier(Trigger trigger) {
        return switch (trigger) {
            case Trigger.At at -> Smaller.durations(at.after()).stream().map(Trigger.At::new);
            case Trigger.Passing passing ->
                Smaller.counts(passing.nth(), 1).stream()
                        .map(nth -> new Trigger.Passing(passing.process(), passing.point(), nth));
            case Trigger.Recorded recorded ->
                Smaller.counts(recorded.nth(), 1).stream().map(nth -> new Trigger.Recorded(recorded.event(), nth));
        };
    }

    static Stream<Scenario> asks(Scenario scenario) {
        return each(scenario.asks(), ask -> Smaller.durations(ask.at()).stream().map(ask::withAt), scenario::withAsks);
    }

    static Stream<Scenario> chaos(Scenario scenario) {
        return Smaller.durations(scenario.chaos()).stream().map(scenario::withChaos);
    }

    private static Stream<Scenario> eachFault(Scenario scenario, Function<Fault, Stream<Fault>> smaller) {
        return each(scenario.faults(), smaller, scenario::withFaults);
    }

    static <T> Stream<Scenario> each(List<T> all, Function<T, Stream<T>> smaller, Function<List<T>, Scenario> with) {
        var scenarios = new ArrayList<Scenario>();
        for (var i = 0; i < all.size(); i++) {
            var place = i;
            smaller.apply(all.get(i)).forEach(one -> {
                var others = new ArrayList<>(all);
                others.set(place, one);
                scenarios.add(with.apply(others));
            });
        }
        return scenarios.stream();
    }
}
