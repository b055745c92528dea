package dev.windlass.simulator.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON texts as maps and lists, and the forms of values that Kubernetes has in them. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** @throws Refusal 400 when it is no JSON object */
    static Map<String, Object> object(byte[] text) {
        try {
            return MAPPER.readValue(text, OBJECT);
        } catch (JacksonException e) {
            throw Refusal.badRequest("the body is no JSON object: " + e.getOriginalMessage());
        }
    }

    static Object any(byte[] text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            throw Refusal.badRequest("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Keys and values in turn. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** metav1.Time has whole seconds. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** metav1.MicroTime. */
    static String microTime(Instant at) {
        return MICROS.format(at);
    }
}
