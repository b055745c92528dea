package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The mutants of mutants.yaml. */
final class MutantList {
    /** Those without a number in docs/invariants.md that a mistake may be meant for. */
    private static final List<String> NAMED = List.of(
            "AttemptsFollowOutcomes",
            "ClaimsFollowReading",
            "LeasesAreKept",
            "OutcomesWereReported",
            "FailuresAreTrue",
            "PersonalCordonsStay");

    private static final String FILE = "mutants.yaml";
    private static final Set<String> KEYS =
            Set.of("name", "file", "find", "put", "wrong", "expects", "survives", "scenario");

    private MutantList() {}

    static List<Mutant> all() {
        try (var in = Objects.requireNonNull(MutantList.class.getResourceAsStream(FILE), FILE)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Mutant named(String name) {
        return all().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mutant is called " + name));
    }

    static List<Mutant> read(String yaml) {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        var mutants = new ArrayList<Mutant>();
        var names = new HashSet<String>();
        for (var item : list(content, "the file")) {
            if (!(item instanceof Map<?, ?> entry)) {
                throw new IllegalArgumentException("not a mutant: " + item);
            }
            var mutant = mutant(entry);
            if (!names.add(mutant.name())) {
                throw new IllegalArgumentException("two mutants are called " + mutant.name());
            }
            mutants.add(mutant);
        }
        return List.copyOf(mutants);
    }

    private static Mutant mutant(Map<?, ?> entry) {
        var unknown = new HashSet<>(entry.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a mutant has no " + unknown + ": " + entry);
        }
        var expects = list(entry.get("expects"), "expects").stream()
                .map(Object::toString)
                .toList();
        expects.forEach(MutantList::checkInvariant);
        var mutant = new Mutant(
                text(entry, "name"),
                text(entry, "file"),
                text(entry, "find"),
                text(entry, "put"),
                text(entry, "wrong").strip(),
                expects,
                optional(entry, "survives"),
                optional(entry, "scenario"));
        if (mutant.find().isBlank() || mutant.find().equals(mutant.put())) {
            throw new IllegalArgumentException(mutant.name() + " changes nothing");
        }
        return mutant;
    }

    private static void checkInvariant(String name) {
        if (!name.matches("S([1-9]|1[0-8])|L[1-7]") && !NAMED.contains(name)) {
            throw new IllegalArgumentException(
                    "no invariant is called " + name + ": they are S1 to S18, L1 to L7 and " + NAMED);
        }
    }

    private static String text(Map<?, ?> entry, String key) {
        if (entry.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " is not a text: " + entry);
    }

    private static Optional<String> optional(Map<?, ?> entry, String key) {
        return Optional.ofNullable(entry.get(key)).map(text -> text.toString().strip());
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw new IllegalArgumentException(what + " is not a list with something in it");
    }
}
