/** The commands, as a client of the planner's HTTP API. */
package dev.windlass.cli;
