package dev.windlass.cli.client;

import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON as a tree, never into classes: that starts in a fraction of the time, and a newer service's further fields are no error.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** On several lines, for people who asked for JSON. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString();
    }

    /** Writes one document piece by piece, in the form of {@link #pretty}. It is not closed: that would close {@code out}. */
    public static JsonGenerator writing(OutputStream out) {
        return MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out);
    }

    /** Empty when it is not there. */
    public static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }

    public static Optional<String> textIf(JsonNode node, String field) {
        return node.path(field).stringValueOpt().filter(text -> !text.isEmpty());
    }

    public static Optional<Instant> instant(JsonNode node, String field) {
        try {
            return textIf(node, field).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public static List<JsonNode> list(JsonNode node, String field) {
        return List.copyOf(node.path(field).values());
    }

    public static List<String> texts(JsonNode node, String field) {
        return list(node, field).stream().map(each -> each.stringValue("")).toList();
    }
}
