package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A mistake: one edit of one source file of the product.
 *
 * @param file in the project, such as core/src/main/java/dev/windlass/core/plan/Path.java
 * @param find the text that is replaced; once in the file
 * @param wrong what the product does wrong then
 * @param expects the invariants by which it is expected to be seen, such as S4
 * @param survives why nothing can see it; empty for all that must be found
 * @param scenario the saved scenario whose mend it undoes, alone or with others that name it
 */
record Mutant(
        String name,
        String file,
        String find,
        String put,
        String wrong,
        List<String> expects,
        Optional<String> survives,
        Optional<String> scenario) {
    /** Tests run in their module's directory. */
    private static final Path PROJECT = Path.of("..");

    Mutant {
        expects = List.copyOf(expects);
    }

    /** The file as it is with the mistake. @throws ProductMovedOn when the edit does not fit any more */
    String edited() {
        return edited(source());
    }

    String edited(String source) {
        var at = source.indexOf(find);
        if (at < 0) {
            throw new ProductMovedOn(this, "is not in");
        }
        if (source.indexOf(find, at + 1) >= 0) {
            throw new ProductMovedOn(this, "is more than once in");
        }
        return source.substring(0, at) + put + source.substring(at + find.length());
    }

    private String source() {
        var path = PROJECT.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new ProductMovedOn(this, "was looked for in vain: there is no file");
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
