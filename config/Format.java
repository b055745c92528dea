import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Formats every Java source of the project, or checks that it is formatted. The build starts it on the JDK that also
 * compiles: the formatter parses with the JDK that it runs on, and the one that runs Maven may be too old for the code.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    /**
     * Arguments: {@code check} or {@code apply}, the project's root, and the module to look at, or {@code .} for all.
     * Exits with 1 when a check finds something.
     */
    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]);
        List<String> findings = sources(root, arguments[2]).parallelStream()
                .sorted()
                .map(source -> finding(source, apply).map(words -> root.relativize(source) + ": " + words))
                .flatMap(Optional::stream)
                .toList();
        findings.forEach(System.out::println);
        if (!apply && !findings.isEmpty()) {
            System.out.println("To format: mvn -q -N verify -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root, String only) throws IOException {
        List<Path> sources = new ArrayList<>();
        addSources(root.resolve("config"), sources);
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.toList()) {
                if (only.equals(".") || module.endsWith(only)) {
                    addSources(module.resolve("src/main/java"), sources);
                    addSources(module.resolve("src/test/java"), sources);
                }
            }
        }
        return sources;
    }

    private static void addSources(Path directory, List<Path> sources) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
    }

    private static Optional<String> finding(Path source, boolean apply) {
        try {
            String text = Files.readString(source);
            String ordered =
                    ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(text), Style.PALANTIR);
            String formatted = FORMATTER.formatSource(ordered);
            if (formatted.equals(text)) {
                return Optional.empty();
            }
            if (apply) {
                Files.writeString(source, formatted);
            }
            return Optional.of(apply ? "formatted" : "not formatted");
        } catch (IOException | FormatterException e) {
            return Optional.of("cannot be formatted: " + e.getMessage());
        }
    }
}
