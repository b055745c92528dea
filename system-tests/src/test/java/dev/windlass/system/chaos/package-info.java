/** What must hold of a real upgrade that faults struck, judged from outside. */
package dev.windlass.system.chaos;
