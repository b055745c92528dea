/** The core's values as Avro records, and back. Nothing else knows both. */
package dev.windlass.runtime.codec;
