/** The commands. Each is one class that is a client of the planner's HTTP API, and nothing else. */
package dev.windlass.cli;
