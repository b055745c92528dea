package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/mutants.md: which mistakes are planted, and what found each. */
final class MutantsPage {
    static final String NOT_RUN = "not run yet";

    private static final Path FILE = Path.of("..", "docs", "mutants.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[([a-z0-9-]+)]\\([^)]*\\) \\| [^|]* \\| ([^|]*) \\| ([^|]*) \\|$", Pattern.MULTILINE);

    private MutantsPage() {}

    /** What a run found, as the page says it. */
    record Result(String by, String seeds) {
        static Result of(Fate fate) {
            return new Result(fate.words(), String.valueOf(fate.seeds()));
        }

        /** Whether a run found it. */
        boolean isFound() {
            return !by.startsWith(Fate.SURVIVES) && !by.equals(Fate.TIME_WAS_OVER) && !seeds.isEmpty();
        }

        /** Whether as many seeds as may be needed did not. */
        boolean hasSurvived() {
            return by.startsWith(Fate.SURVIVES) && Long.parseLong(seeds) >= Limits.MOST_SEEDS;
        }
    }

    static String read() {
        try {
            return Files.exists(FILE) ? Files.readString(FILE) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String page) {
        try {
            Files.writeString(FILE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isToBeWritten() {
        return "write".equals(System.getProperty("windlass.pages"));
    }

    /** What an older page says of mutants whose edit is still the same. */
    static Map<String, Result> results(String page, List<Mutant> mutants) {
        var results = new LinkedHashMap<String, Result>();
        var rows = ROW.matcher(page);
        while (rows.find()) {
            var name = rows.group(1);
            mutants.stream()
                    .filter(mutant -> mutant.name().equals(name) && page.contains(edit(mutant)))
                    .forEach(mutant -> results.put(name, new Result(unescaped(rows.group(2)), rows.group(3))));
        }
        return results;
    }

    /** The mutants of which the page says neither what found it nor, with the reason, that so many seeds as may be needed did not. */
    static List<String> gaps(List<Mutant> mutants, Map<String, Result> results) {
        return mutants.stream()
                .filter(mutant -> {
                    var result = results.getOrDefault(mutant.name(), new Result(NOT_RUN, ""));
                    return mutant.survives().isPresent() ? !result.hasSurvived() : !result.isFound();
                })
                .map(mutant -> mutant.survives().isPresent()
                        ? "%s: the page does not say that it survives %d seeds"
                                .formatted(mutant.name(), Limits.MOST_SEEDS)
                        : "%s: the page does not say what found it".formatted(mutant.name()))
                .toList();
    }

    /** @param results by the mutants' names; a mutant without one has not been run */
    static String of(List<Mutant> mutants, Map<String, Result> results) {
        var rows = mutants.stream()
                .map(mutant -> row(mutant, results.getOrDefault(mutant.name(), new Result(NOT_RUN, ""))))
                .collect(Collectors.joining());
        return """
                # Planted mistakes

                Each is one edit of the product. The simulation is run with it, seed after seed from %d on, until a run breaks an invariant: how many
                seeds that took is in the last column. At most %,d are allowed. The build runs each on the seed that found it, and fails when this page
                does not have the same mistakes as `mutants.yaml`, or when an edit does not fit the product any more.

                | mistake | what goes wrong | found by | seeds |
                | --- | --- | --- | --- |
                %s
                ## The edits
                %s""".formatted(
                        0,
                        Limits.MOST_SEEDS,
                        rows,
                        mutants.stream().map(MutantsPage::edit).collect(Collectors.joining()));
    }

    private static String row(Mutant mutant, Result result) {
        var wrong = mutant.survives()
                .map(reason -> mutant.wrong() + " Nothing can see it: " + reason)
                .orElse(mutant.wrong());
        return "| [%1$s](#%1$s) | %2$s | %3$s | %4$s |\n"
                .formatted(mutant.name(), cell(wrong), cell(result.by()), result.seeds());
    }

    private static String edit(Mutant mutant) {
        return "\n### %s\n\n`%s`\n\n```diff\n%s%s```\n"
                .formatted(mutant.name(), mutant.file(), lines("-", mutant.find()), lines("+", mutant.put()));
    }

    private static String lines(String sign, String code) {
        return code.isEmpty()
                ? ""
                : code.stripIndent()
                        .lines()
                        .map(line -> sign + " " + line + "\n")
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "&#124;").strip();
    }

    private static String unescaped(String cell) {
        return cell.replace("&#124;", "|");
    }
}
