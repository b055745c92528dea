/** A real Kafka broker inside this JVM, behind one class that keeps Kafka's internal server classes to itself. */
package dev.windlass.broker;
