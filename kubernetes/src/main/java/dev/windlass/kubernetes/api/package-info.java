/** Clients of Kubernetes API servers: connections from kubeconfig files, typed problems, watches that only wake up. */
package dev.windlass.kubernetes.api;
