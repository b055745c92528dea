package dev.windlass.schemas.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which id stands for which schema in the frame. The fixed ids are always understood; where a schema registry is used, its ids
 * are written. Immutable.
 */
public final class SchemaIds {
    /** The ids of ids.json and no others. */
    public static final SchemaIds FIXED = new SchemaIds(Map.of());

    private final Map<Subject, Integer> written = new EnumMap<>(Subject.class);
    private final Map<Integer, ReleasedSchema> understood = new HashMap<>();

    private SchemaIds(Map<ReleasedSchema, Integer> registered) {
        ReleasedSchemas.all().forEach(released -> understood.put(released.id(), released));
        registered.forEach((released, id) -> understood.put(id, released));
        for (var subject : Subject.values()) {
            var newest = ReleasedSchemas.newest(subject);
            written.put(subject, registered.getOrDefault(newest, newest.id()));
        }
    }

    /** With the ids that a schema registry gave. */
    public static SchemaIds registered(Map<ReleasedSchema, Integer> ids) {
        return new SchemaIds(ids);
    }

    /** The id that records of this subject are written with. */
    public int written(Subject subject) {
        return written.get(subject);
    }

    Optional<ReleasedSchema> understood(int id) {
        return Optional.ofNullable(understood.get(id));
    }
}
