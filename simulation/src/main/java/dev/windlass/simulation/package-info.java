/**
 * The whole product in one thread and virtual time. This is a library: {@code windlass simulate}, with its options and what it prints, is
 * a command of the one program, in module standalone.
 */
package dev.windlass.simulation;
