package dev.windlass.runtime.config;

import dev.windlass.core.cluster.InvalidValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of the file: asks for its keys one by one, and at the end says which were not asked for. */
final class Section {
    private final Path file;
    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Section(Path file, String place, @Nullable Object value) {
        this.file = file;
        this.place = place;
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidConfig(file, (place.isEmpty() ? "it" : place) + " must be a mapping of keys to values");
        }
        map.forEach((key, each) -> {
            if (isSeveral(key)) {
                throw new InvalidConfig(
                        file, (place.isEmpty() ? "it" : place) + " has a key that is a list or a mapping");
            }
            if (each != null) {
                values.put(String.valueOf(key), each);
            }
        });
    }

    /** Such a value may contain itself, and is never made a text. */
    private static boolean isSeveral(@Nullable Object value) {
        return value instanceof Map || value instanceof Collection;
    }

    String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    InvalidConfig invalid(String key, String what) {
        return new InvalidConfig(file, place(key) + " " + what);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (isSeveral(value)) {
                throw invalid(key, "must be one text");
            }
            return String.valueOf(value);
        });
    }

    <T> Optional<T> text(String key, Function<String, T> form) {
        return text(key).map(text -> {
            try {
                return form.apply(text);
            } catch (InvalidValue e) {
                throw invalid(key, "is wrong: " + e.getMessage());
            }
        });
    }

    String needed(String key) {
        return text(key).orElseThrow(() -> invalid(key, "is missing"));
    }

    <T> T needed(String key, Function<String, T> form) {
        return text(key, form).orElseThrow(() -> invalid(key, "is missing"));
    }

    int number(String key, int usual, int least, int most) {
        return value(key)
                .map(value -> {
                    if (value instanceof Integer number && number >= least && number <= most) {
                        return number;
                    }
                    throw invalid(
                            key,
                            "must be a number from " + least + " to " + most + ", not "
                                    + (isSeveral(value) ? "several" : value));
                })
                .orElse(usual);
    }

    /** A path; a relative one is relative to the directory of the configuration file, and ~/ is the home of who runs this. */
    Path path(String key) {
        return resolved(key, needed(key));
    }

    Path path(String key, String usual) {
        return resolved(key, text(key).orElse(usual));
    }

    private Path resolved(String key, String text) {
        try {
            return file.toAbsolutePath().resolveSibling(expanded(text)).normalize();
        } catch (InvalidPathException e) {
            throw invalid(key, "is not a path: " + e.getReason());
        }
    }

    /** A shell would have done this; here nobody does. */
    private static String expanded(String text) {
        return text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
    }

    Optional<Section> section(String key) {
        return value(key).map(value -> new Section(file, place(key), value));
    }

    List<Section> sections(String key) {
        var value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof List<?> list)) {
            throw invalid(key, "must be a list");
        }
        var sections = new ArrayList<Section>();
        for (var i = 0; i < list.size(); i++) {
            sections.add(new Section(file, place(key) + "[" + i + "]", list.get(i)));
        }
        return sections;
    }

    /** Every key that was not asked for, with its value as text. */
    Map<String, String> rest() {
        var rest = new LinkedHashMap<String, String>();
        for (var key : List.copyOf(values.keySet())) {
            if (!asked.contains(key)) {
                text(key).ifPresent(text -> rest.put(key, text));
            }
        }
        return rest;
    }

    /** Nothing may be left that was not asked for: a misspelt key would silently do nothing. */
    void end() {
        for (var key : values.keySet()) {
            if (!asked.contains(key)) {
                var nearest = Nearest.to(key, asked).orElse("");
                throw invalid(
                        key, "is not a key here; did you mean " + nearest + "? Known: " + String.join(", ", asked));
            }
        }
    }

    private Optional<Object> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }
}
