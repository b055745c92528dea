/** The hosts of the simulated cluster as SSH servers on the loopback address. */
package dev.windlass.simulator.ssh;
