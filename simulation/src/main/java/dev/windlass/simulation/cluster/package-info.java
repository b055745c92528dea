/** The simulated clusters, at the true time of their world. */
package dev.windlass.simulation.cluster;
