/** Runs scenarios: one, many, or one again with less and less in it. */
package dev.windlass.simulation.run;
