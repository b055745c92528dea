/** A thread that talks to Kafka until it is closed, whatever the brokers do meanwhile. */
package dev.windlass.runtime.loop;
