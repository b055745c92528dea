package dev.windlass.runtime.schemas;

import dev.windlass.schemas.wire.ReleasedSchema;
import dev.windlass.schemas.wire.ReleasedSchemas;
import dev.windlass.schemas.wire.Subject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The read calls of Confluent's schema registry, answered from the schemas in this archive: tools that decode Kafka records ask
 * for nothing more. There is nothing to write. Thread-safe.
 */
public final class SchemaRegistryView {
    /** What the answers are. */
    public static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer to a GET. The body is JSON, also of an error. */
    public record Answer(int status, String body) {}

    /** @param path such as /schemas/ids/7 or /subjects/windlass.events-value/versions/latest, with or without the first slash */
    public Answer get(String path) {
        var parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        return switch (String.join(" ", kinds(parts))) {
            case "schemas ids *" ->
                byId(
                        parts.get(2),
                        released -> Map.of("schema", released.schema().toString()));
            case "schemas ids * schema" ->
                byId(parts.get(2), released -> JSON.readTree(released.schema().toString()));
            case "schemas types" -> ok(List.of("AVRO"));
            case "subjects" ->
                ok(Arrays.stream(Subject.values()).map(Subject::subjectName).toList());
            case "subjects * versions" -> versions(parts.get(1));
            case "subjects * versions *" -> version(parts.get(1), parts.get(3), SchemaRegistryView::described);
            case "subjects * versions * schema" ->
                version(
                        parts.get(1),
                        parts.get(3),
                        released -> JSON.readTree(released.schema().toString()));
            case "config" -> ok(Map.of("compatibilityLevel", "FULL_TRANSITIVE"));
            default -> error(404, 404, "HTTP 404 Not Found");
        };
    }

    private static List<String> kinds(List<String> parts) {
        var known = List.of("schemas", "ids", "types", "schema", "subjects", "versions", "config");
        return parts.stream().map(part -> known.contains(part) ? part : "*").toList();
    }

    private static Answer byId(String text, Function<ReleasedSchema, Object> body) {
        return number(text)
                .flatMap(ReleasedSchemas::withId)
                .map(released -> ok(body.apply(released)))
                .orElseGet(() -> error(404, 40403, "Schema " + text + " not found"));
    }

    private static Answer versions(String subject) {
        var versions = released(subject).stream().map(ReleasedSchema::version).toList();
        return versions.isEmpty() ? error(404, 40401, "Subject '" + subject + "' not found.") : ok(versions);
    }

    private static Answer version(String subject, String version, Function<ReleasedSchema, Object> body) {
        var all = released(subject);
        if (all.isEmpty()) {
            return error(404, 40401, "Subject '" + subject + "' not found.");
        }
        if (version.equals("latest") || version.equals("-1")) {
            return ok(body.apply(all.getLast()));
        }
        var number = number(version);
        if (number.isEmpty() || number.get() < 1) {
            return error(422, 42202, "The specified version '" + version + "' is not a valid version id.");
        }
        return all.stream()
                .filter(released -> released.version() == number.get())
                .findFirst()
                .map(released -> ok(body.apply(released)))
                .orElseGet(() -> error(404, 40402, "Version " + version + " not found."));
    }

    private static Map<String, Object> described(ReleasedSchema released) {
        var description = new LinkedHashMap<String, Object>();
        description.put("subject", released.subject().subjectName());
        description.put("version", released.version());
        description.put("id", released.id());
        description.put("schema", released.schema().toString());
        return description;
    }

    private static List<ReleasedSchema> released(String subjectName) {
        return ReleasedSchemas.all().stream()
                .filter(released -> released.subject().subjectName().equals(subjectName))
                .toList();
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Answer ok(Object body) {
        return new Answer(200, JSON.writeValueAsString(body));
    }

    private static Answer error(int status, int code, String message) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error_code", code);
        body.put("message", message);
        return new Answer(status, JSON.writeValueAsString(body));
    }
}
