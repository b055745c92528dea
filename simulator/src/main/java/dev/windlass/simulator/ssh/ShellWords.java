package dev.windlass.simulator.ssh;

import java.util.ArrayList;
import java.util.List;

/** A command line as words, as far as quotes go: nothing is expanded. */
final class ShellWords {
    private ShellWords() {}

    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.length(); i++) {
            var letter = line.charAt(i);
            if (quote != '\0') {
                if (letter == quote) {
                    quote = '\0';
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                inWord = true;
            } else if (Character.isWhitespace(letter)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(letter == '\\' && i + 1 < line.length() ? line.charAt(++i) : letter);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** What sudo, with any options, would run. */
    static List<String> withoutSudo(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("sudo")) {
            return words;
        }
        var first = 1;
        while (first < words.size() && words.get(first).startsWith("-")) {
            first++;
        }
        return words.subList(first, words.size());
    }
}
