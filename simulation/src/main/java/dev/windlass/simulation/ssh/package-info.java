/** The way from a process to the nodes of simulated clusters, with what can go wrong on it. */
package dev.windlass.simulation.ssh;
