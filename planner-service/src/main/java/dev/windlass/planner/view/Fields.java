package dev.windlass.planner.view;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object in the making: fields stay in the order in which they were put. Times are RFC 3339 in UTC, enums are lower case with
 * hyphens, and what is empty is left out. For one thread.
 */
public final class Fields {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** A text is left out when it is empty. */
    public Fields put(String name, String text) {
        return text.isEmpty() ? this : with(name, text);
    }

    public Fields put(String name, long number) {
        return with(name, number);
    }

    public Fields put(String name, boolean truth) {
        return with(name, truth);
    }

    public Fields put(String name, Instant time) {
        return with(name, time.toString());
    }

    public Fields put(String name, Enum<?> constant) {
        return with(name, text(constant));
    }

    public Fields put(String name, Fields nested) {
        return with(name, nested.fields);
    }

    /** A value whose text is its meaning: a name, a version, a digest. */
    public Fields putText(String name, Object value) {
        return with(name, value.toString());
    }

    public Fields putIf(String name, Optional<?> value) {
        return value.map(present ->
                        present instanceof Fields nested ? with(name, nested.fields) : with(name, present.toString()))
                .orElse(this);
    }

    /** Always there, also when it is empty. */
    public Fields putAll(String name, Collection<?> items) {
        return with(
                name,
                items.stream()
                        .map(item -> item instanceof Fields nested ? nested.fields : item.toString())
                        .toList());
    }

    public Fields putAll(String name, Map<?, ?> entries) {
        var texts = new LinkedHashMap<String, Object>();
        entries.forEach((key, value) -> texts.put(key.toString(), value.toString()));
        return with(name, texts);
    }

    private Fields with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** An enum constant as it stands in JSON. */
    public static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** On one line. */
    public String json() {
        return MAPPER.writeValueAsString(fields);
    }
}
