package dev.windlass.simulation.scenario.file;

/** A scenario file that can't be used. The message names the place in it, what is wrong and what would be right. */
public final class InvalidScenario extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidScenario(String message) {
        super(message);
    }
}
