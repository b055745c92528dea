package dev.windlass.simulator.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Patches of JSON objects: merge (RFC 7386), JSON patch (RFC 6902), and strategic merge as far as maps go, which is where it equals
 * merge; lists are replaced.
 */
final class Patch {
    private Patch() {}

    /** @throws Refusal 400 or 415 when the patch is not one, 422-like tests included */
    static Map<String, Object> apply(String type, byte[] body, Map<String, Object> object) {
        return switch (type.split(";")[0].trim()) {
            case "application/merge-patch+json", "application/strategic-merge-patch+json" ->
                merged(object, Json.object(body));
            case "application/json-patch+json" -> edited(object, Json.any(body));
            default -> throw Refusal.unsupportedPatch(type);
        };
    }

    /** RFC 7386; a null in the patch removes. */
    static Map<String, Object> merged(Map<String, Object> object, Map<String, Object> patch) {
        var result = new LinkedHashMap<>(object);
        patch.forEach((key, value) -> {
            if (value == null) {
                result.remove(key);
            } else if (asMap(value) != null) {
                var inner = asMap(result.get(key));
                result.put(key, merged(inner == null ? Map.of() : inner, Objects.requireNonNull(asMap(value))));
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    @SuppressWarnings("unchecked")
    static @Nullable Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    private static Map<String, Object> edited(Map<String, Object> object, Object patch) {
        if (!(patch instanceof List<?> operations)) {
            throw Refusal.badRequest("a JSON patch is a list of operations");
        }
        var result = copy(object);
        for (var operation : operations) {
            var fields = asMap(operation);
            if (fields == null) {
                throw Refusal.badRequest("an operation of a JSON patch is an object");
            }
            edit(result, fields);
        }
        return result;
    }

    private static Map<String, Object> copy(Map<String, Object> object) {
        var copy = new LinkedHashMap<String, Object>();
        object.forEach((key, value) -> {
            var inner = asMap(value);
            copy.put(key, inner == null ? value : copy(inner));
        });
        return copy;
    }

    private static void edit(Map<String, Object> object, Map<String, Object> operation) {
        var path = path(String.valueOf(operation.get("path")));
        var parent = object;
        for (var key : path.subList(0, path.size() - 1)) {
            parent = asMap(parent.get(key));
            if (parent == null) {
                throw Refusal.badRequest("the path " + operation.get("path") + " is not there");
            }
        }
        var key = path.getLast();
        var value = operation.get("value");
        switch (String.valueOf(operation.get("op"))) {
            case "add", "replace" -> parent.put(key, Objects.requireNonNull(value));
            case "remove" -> {
                if (parent.remove(key) == null) {
                    throw Refusal.badRequest("the path " + operation.get("path") + " is not there");
                }
            }
            case "test" -> {
                if (!Objects.equals(parent.get(key), value)) {
                    throw Refusal.badRequest("testing value " + operation.get("path") + " failed");
                }
            }
            default -> throw Refusal.badRequest("an unknown operation: " + operation.get("op"));
        }
    }

    private static List<String> path(String text) {
        var parts = new ArrayList<String>();
        for (var part : text.substring(Math.min(1, text.length())).split("/")) {
            parts.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return parts;
    }
}
