/** Virtual time, and threads that take turns on one carrier. */
package dev.windlass.simulation.time;
