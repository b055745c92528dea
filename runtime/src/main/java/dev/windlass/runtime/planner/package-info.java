/** The planner's loop: input, decide, append in one Kafka transaction with the input's offset, fold, snapshot. */
package dev.windlass.runtime.planner;
