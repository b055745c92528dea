/** Everything that talks to a Kubernetes API server: clients, drain, observation. */
package dev.windlass.kubernetes;
