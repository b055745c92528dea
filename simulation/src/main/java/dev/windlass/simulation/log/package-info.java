/** Kafka's semantics as a simulation: logs, transactions, groups, the clients, and what goes wrong with them. */
package dev.windlass.simulation.log;
