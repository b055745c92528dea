/** The Avro schemas of requests, events and reports, and the classes generated from them. */
package dev.windlass.schemas;
