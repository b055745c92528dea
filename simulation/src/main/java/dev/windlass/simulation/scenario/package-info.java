/** What is decided about a run before it begins: the world, what is asked of it, and what will go wrong. All of it is data. */
package dev.windlass.simulation.scenario;
