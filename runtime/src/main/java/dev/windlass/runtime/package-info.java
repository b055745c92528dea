/** What the three services share: Kafka loops, codec and configuration. No framework. */
package dev.windlass.runtime;
