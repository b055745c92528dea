/** The product's port to a Kubernetes API, on simulated clusters in virtual time. */
package dev.windlass.simulation.api;
