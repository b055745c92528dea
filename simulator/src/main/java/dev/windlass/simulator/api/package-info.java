/** The simulated cluster's Kubernetes API over HTTP: as much of it as an upgrade reads and writes. */
package dev.windlass.simulator.api;
