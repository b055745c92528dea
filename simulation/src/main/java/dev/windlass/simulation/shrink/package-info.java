/** From a scenario that breaks a promise to a small one that breaks the same. */
package dev.windlass.simulation.shrink;
