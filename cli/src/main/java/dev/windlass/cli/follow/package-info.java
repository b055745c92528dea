/** Asking for something, and following what comes of it through restarts of the service. */
package dev.windlass.cli.follow;
