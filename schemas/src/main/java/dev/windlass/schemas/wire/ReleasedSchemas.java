package dev.windlass.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Every schema that was ever released and its id. The ids are fixed in ids.json: any copy of Windlass reads what any other wrote,
 * without a schema registry. Their first three bytes are "WIN", so that they meet no id that a registry counted up to.
 */
public final class ReleasedSchemas {
    private static final String IDS = "/dev/windlass/schemas/ids.json";
    private static final String HISTORY = "/dev/windlass/schemas/history/";
    private static final List<ReleasedSchema> ALL = read();
    private static final Map<Integer, ReleasedSchema> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ReleasedSchema::id, Function.identity()));

    private ReleasedSchemas() {}

    /** All of them: by subject, then by version. */
    public static List<ReleasedSchema> all() {
        return ALL;
    }

    public static List<ReleasedSchema> of(Subject subject) {
        return ALL.stream().filter(released -> released.subject() == subject).toList();
    }

    public static ReleasedSchema newest(Subject subject) {
        return of(subject).getLast();
    }

    public static Optional<ReleasedSchema> withId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    private static List<ReleasedSchema> read() {
        try (var ids = open(IDS)) {
            var found = new ArrayList<ReleasedSchema>();
            for (var entry : new ObjectMapper().readTree(ids)) {
                found.add(read(entry));
            }
            found.sort(Comparator.comparing(ReleasedSchema::subject).thenComparing(ReleasedSchema::version));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("the schemas that belong into this archive can't be read", e);
        }
    }

    private static ReleasedSchema read(JsonNode entry) throws IOException {
        var name = entry.required("subject").asText();
        var subject = Arrays.stream(Subject.values())
                .filter(candidate -> candidate.subjectName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(IDS + " names an unknown subject: " + name));
        try (var schema = open(HISTORY + entry.required("schema").asText())) {
            return new ReleasedSchema(
                    subject,
                    entry.required("version").asInt(),
                    entry.required("id").asInt(),
                    new Schema.Parser().parse(schema));
        }
    }

    private static InputStream open(String resource) throws IOException {
        var stream = ReleasedSchemas.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new FileNotFoundException(resource);
        }
        return stream;
    }
}
