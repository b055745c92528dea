/** The model in real time, shared by threads. */
package dev.windlass.simulator.live;
