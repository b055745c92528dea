package dev.windlass.cli;

import dev.windlass.cli.client.Json;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A cluster's events as one JSON document, written as they come: a year of them need not fit into memory. For one thread. */
final class EventsDocument {
    private final PrintStream out;
    private final JsonGenerator json;

    EventsDocument(PrintStream out, String cluster) {
        this.out = out;
        this.json = Json.writing(out);
        json.writeStartObject();
        json.writeStringProperty("cluster", cluster);
        json.writeArrayPropertyStart("events");
    }

    void add(List<JsonNode> events) {
        events.forEach(json::writeTree);
        json.flush();
    }

    /** @param cursor after the last of them */
    void end(String cursor) {
        json.writeEndArray();
        json.writeStringProperty("cursor", cursor);
        json.writeEndObject();
        json.flush();
        out.println();
    }
}
