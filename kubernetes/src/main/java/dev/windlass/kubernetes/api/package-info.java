/** Clients of Kubernetes API servers: the port to a cluster, and its HTTP form with kubeconfig files and watches that only wake up. */
package dev.windlass.kubernetes.api;
