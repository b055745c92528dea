/**
 * What a kubeadm cluster does, as a model: no threads, no clock of its own, no I/O, no chance outside one seed. Time is handed in,
 * and the same calls at the same times give the same world. Not thread-safe: whoever shares a world guards it.
 */
package dev.windlass.simulator.world;
