package dev.windlass.simulation.api;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.simulation.time.Crossing;
import java.util.random.RandomGenerator;

/**
 * The process that calls.
 *
 * @param crossing told {@code api.read.before}, {@code api.read.after}, {@code api.write.before} and {@code api.write.after}: before a
 *     request is sent, and after it took effect and before its answer is back
 * @param chance of how long each call takes
 */
public record Caller(Clockwork clockwork, Crossing crossing, RandomGenerator chance) {}
