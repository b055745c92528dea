/** Decides the next step of every upgrade, records the events and serves the HTTP API. */
package dev.windlass.planner;
