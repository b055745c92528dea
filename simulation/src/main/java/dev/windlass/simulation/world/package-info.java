/** A whole simulated world: services, brokers, clusters, people, and what goes wrong. */
package dev.windlass.simulation.world;
