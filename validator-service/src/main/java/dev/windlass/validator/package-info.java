/** Sees from outside, on fresh evidence, whether a step did what it was for. */
package dev.windlass.validator;
