package dev.windlass.simulation.scenario.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A mapping in the file: asks for its keys one by one, and at the end says which was not asked for. */
final class Part {
    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Part(String place, @Nullable Object value) {
        this.place = place;
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidScenario((place.isEmpty() ? "it" : place) + " must be a mapping of keys to values");
        }
        map.forEach((key, each) -> {
            if (each != null) {
                values.put(String.valueOf(key), each);
            }
        });
    }

    /** Reads a mapping, and refuses keys that the reading did not ask for. */
    static <T> T read(String place, @Nullable Object value, Function<Part, T> reading) {
        var part = new Part(place, value);
        var read = reading.apply(part);
        part.end();
        return read;
    }

    InvalidScenario invalid(String key, String what) {
        return new InvalidScenario((place.isEmpty() ? "" : place + ".") + key + " " + what);
    }

    String text(String key) {
        return text(key, () -> {
            throw invalid(key, "is missing");
        });
    }

    String text(String key, String usual) {
        return text(key, () -> usual);
    }

    private String text(String key, Supplier<String> otherwise) {
        asked.add(key);
        var value = values.get(key);
        if (value == null) {
            return otherwise.get();
        }
        if (value instanceof Map || value instanceof List) {
            throw invalid(key, "must be one text");
        }
        return String.valueOf(value).strip();
    }

    int count(String key, int least) {
        return count(key, least, number(key, text(key)));
    }

    int count(String key, int least, int usual) {
        return count(key, least, number(key, text(key, Integer.toString(usual))));
    }

    private int count(String key, int least, long number) {
        if (number < least || number > 1_000) {
            throw invalid(key, "must be a number from " + least + " to 1000, not " + number);
        }
        return (int) number;
    }

    int argument(String key) {
        var number = number(key, text(key, "0"));
        if (number != (int) number) {
            throw invalid(key, "is too large a number: " + number);
        }
        return (int) number;
    }

    /** False where the key is missing. */
    boolean flag(String key) {
        return switch (text(key, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(key, "must be true or false");
        };
    }

    long number(String key) {
        return number(key, text(key));
    }

    private long number(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(key, "must be a whole number, not \"" + text + "\"");
        }
    }

    Duration duration(String key) {
        return durationOf(key, text(key));
    }

    Duration duration(String key, String usual) {
        return durationOf(key, text(key, usual));
    }

    private Duration durationOf(String key, String text) {
        return DurationWords.parse(text)
                .orElseThrow(() -> invalid(key, "must be a duration such as 12.5s, not \"" + text + "\""));
    }

    /** A constant by its words: in small letters, a blank for each underscore. */
    <E extends Enum<E>> E constant(String key, Class<E> type) {
        var text = text(key);
        for (var each : type.getEnumConstants()) {
            if (words(each).equals(text)) {
                return each;
            }
        }
        var known = List.of(type.getEnumConstants()).stream().map(Part::words).toList();
        throw invalid(key, "can't be \"" + text + "\"; known: " + String.join(", ", known));
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    <T> T part(String key, Function<Part, T> reading) {
        asked.add(key);
        if (!values.containsKey(key)) {
            throw invalid(key, "is missing");
        }
        return read(place(key), values.get(key), reading);
    }

    /** None where the key is missing. */
    <T> List<T> parts(String key, Function<Part, T> reading) {
        asked.add(key);
        var value = values.getOrDefault(key, List.of());
        if (!(value instanceof List<?> list)) {
            throw invalid(key, "must be a list");
        }
        var parts = new ArrayList<T>();
        for (var i = 0; i < list.size(); i++) {
            parts.add(read(place(key) + "[" + i + "]", list.get(i), reading));
        }
        return List.copyOf(parts);
    }

    private String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private void end() {
        for (var key : values.keySet()) {
            if (!asked.contains(key)) {
                throw invalid(key, "is not a key here; known: " + String.join(", ", asked));
            }
        }
    }
}
