package dev.windlass.core.cluster;

/**
 * What names of a kind look like: a-z and 0-9, and between the first and the last of these some marks too. Without a regular
 * expression, because every record that is read has several names.
 *
 * @param longest how many letters a name may have
 * @param marks the others that may stand inside
 */
public record NameForm(int longest, String marks) {
    public boolean fits(String text) {
        if (text.isEmpty() || text.length() > longest) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            var inside = i > 0 && i < text.length() - 1;
            if (!isLetterOrDigit(letter) && !(inside && marks.indexOf(letter) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    }
}
