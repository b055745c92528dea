/** A simulated kubeadm cluster: in-process SSH servers and a Kubernetes API over HTTP. */
package dev.windlass.simulator;
