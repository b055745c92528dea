/** Mistakes that are planted in the product, one at a time, to see whether the simulation finds each. */
package dev.windlass.simulation.mutants;
