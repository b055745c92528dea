/**
 * The state machine driven through random histories, with every promise checked after every event. A seed is a number from which
 * one history follows: the same seed always gives the same one.
 */
package dev.windlass.simulation.histories;
