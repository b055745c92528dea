/** What must never happen, and what must happen in the end; each a class of its own, as docs/invariants.md names them. */
package dev.windlass.simulation.invariant;
