/** The planner as a service: its loop, and the HTTP API that tells where everything is. */
package dev.windlass.planner;
