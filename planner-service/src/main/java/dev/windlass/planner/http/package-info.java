/** The HTTP API. It reads copies and publishes requests; it never decides anything. */
package dev.windlass.planner.http;
