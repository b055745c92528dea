/** The whole product in one thread and virtual time. */
package dev.windlass.simulation;
