/** Time, threads and waiting of a process, so that a simulation can own them. */
package dev.windlass.clockwork;
