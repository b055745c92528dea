/** Scenarios as YAML files that people read, keep and change. */
package dev.windlass.simulation.scenario.file;
