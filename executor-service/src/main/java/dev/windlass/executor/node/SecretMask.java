package dev.windlass.executor.node;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hides secrets in the output of commands, line by line, before it leaves the executor: join tokens, certificate keys, bearer
 * tokens, passwords, credentials in URLs, the data fields of a kubeconfig and PEM blocks. One instance a stream, because a PEM
 * block spans lines. Not thread-safe.
 */
final class SecretMask {
    private static final String HIDDEN = "[hidden]";
    private static final String ANYTHING = "";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "-",
                    "(--(?:token|certificate-key|password|bootstrap-token|discovery-token|tls-bootstrap-token)[= ]+)\\S+",
                    "$1" + HIDDEN),
            new Rule(".", "\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b", HIDDEN),
            new Rule(ANYTHING, "(?i)(\\bbearer\\s+)[A-Za-z0-9._~+/=-]+", "$1" + HIDDEN),
            new Rule(":", "(?i)(\\bauthorization:\\s*(?:basic\\s+)?)(?!bearer)\\S+", "$1" + HIDDEN),
            new Rule(".", "\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*", HIDDEN),
            new Rule(
                    ":=",
                    "(?i)((?:client-key-data|client-certificate-data|certificate-authority-data)\"?\\s*[:=]\\s*\"?)[A-Za-z0-9+/=]+",
                    "$1" + HIDDEN),
            new Rule(
                    ":=",
                    "(?i)(\\b(?:password|passwd|passphrase|secret|certificate[ -]key|token)\"?\\s*[:=]\\s*\"?)(?!\\[hidden])[^\\s\",]+",
                    "$1" + HIDDEN),
            new Rule("@", "(\\b[a-z][a-z0-9+.-]*://)[^\\s/@]+@", "$1" + HIDDEN + "@"));

    private boolean inPem;

    /** Some lines that belong together, without their secrets. */
    static String text(String lines) {
        var mask = new SecretMask();
        return lines.lines().map(mask::line).collect(Collectors.joining("\n"));
    }

    /** The line without its secrets; empty where a PEM block hides all of it. */
    String line(String line) {
        if (inPem) {
            inPem = !line.contains("-----END ");
            return "";
        }
        var begin = line.indexOf("-----BEGIN ");
        if (begin >= 0) {
            inPem = !line.substring(begin).contains("-----END ");
            return masked(line.substring(0, begin)) + HIDDEN;
        }
        return masked(line);
    }

    private static String masked(String text) {
        var result = text;
        for (var rule : RULES) {
            result = rule.applied(result);
        }
        return result;
    }

    /** @param letters of which each secret of this kind has one: most lines have none, and need no search */
    private record Rule(String letters, Pattern pattern, String replacement) {
        Rule(String letters, String pattern, String replacement) {
            this(letters, Pattern.compile(pattern), replacement);
        }

        String applied(String text) {
            return mayApply(text) ? pattern.matcher(text).replaceAll(replacement) : text;
        }

        private boolean mayApply(String text) {
            for (var i = 0; i < letters.length(); i++) {
                if (text.indexOf(letters.charAt(i)) >= 0) {
                    return true;
                }
            }
            return letters.isEmpty();
        }
    }
}
