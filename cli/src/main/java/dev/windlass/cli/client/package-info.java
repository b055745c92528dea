/** The planner's HTTP API, as the commands use it. */
package dev.windlass.cli.client;
