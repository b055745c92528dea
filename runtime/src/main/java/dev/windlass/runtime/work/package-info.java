/** The loop of an executor or validator: find a step, claim it, work on it, say how it goes. */
package dev.windlass.runtime.work;
