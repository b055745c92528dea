/** What a long run must have reached, so that its silence means something. */
package dev.windlass.simulation.coverage;
