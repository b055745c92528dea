package dev.windlass.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that someone probably meant. */
final class Nearest {
    private Nearest() {}

    /** The nearest of these words, however far away; empty when there are none. */
    static Optional<String> to(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.<String>comparingInt(known -> distance(known, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The nearest of these words, when no more than a fifth of it is written otherwise. */
    static Optional<String> closeTo(String word, Collection<String> words) {
        // A word that is much longer is not even compared: in a file that is no configuration it may be the whole file.
        var alike = words.stream()
                .filter(known -> Math.abs(known.length() - word.length()) <= slips(known))
                .toList();
        return to(word, alike).filter(known -> distance(known, word) <= slips(known));
    }

    private static int slips(String known) {
        return Math.max(1, known.length() / 5);
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (var j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= left.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.length(); j++) {
                var substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
