package dev.windlass.simulation.shrink;

import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Scenario;
import java.util.stream.Stream;

/** Scenarios with something in them as it usually is. */
final class Plainer {
    private Plainer() {}

    /** Requests with the usual policy. */
    static Stream<Scenario> policies(Scenario scenario) {
        return Shorter.each(
                scenario.asks(),
                ask -> isPlain(ask) ? Stream.of() : Stream.of(ask.withPolicy(Ask.USUAL)),
                scenario::withAsks);
    }

    /** Faults on everybody's way in place of one service's. */
    static Stream<Scenario> ways(Scenario scenario) {
        return Shorter.each(
                scenario.faults(),
                fault -> isPlain(fault) ? Stream.of() : Stream.of(fault.withWhose("")),
                scenario::withFaults);
    }

    static boolean isPlain(Ask ask) {
        return ask.policy().equals(Ask.USUAL);
    }

    static boolean isPlain(Fault fault) {
        return fault.whose().isEmpty();
    }
}
