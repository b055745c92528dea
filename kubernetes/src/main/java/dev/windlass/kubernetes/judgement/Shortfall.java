package dev.windlass.kubernetes.judgement;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that is not as it should be. A judgement without shortfalls says that all is well.
 *
 * @param subject the thing, such as "kubelet of k8s-n1"
 * @param observed what it is, such as "v1.19.9"
 * @param expected what it should be, such as "v1.20.2"
 * @param lacking how much is lacking, where that is counted, such as nodes; else 1
 */
public record Shortfall(String subject, String observed, String expected, int lacking) {
    private static final int MOST_NAMED = 8;

    /** Of what is not counted. */
    public Shortfall(String subject, String observed, String expected) {
        this(subject, observed, expected, 1);
    }

    /** "kubelet of k8s-n1 is v1.19.9, expected v1.20.2". */
    public String words() {
        return "%s is %s, expected %s".formatted(subject, observed, expected);
    }

    /** All of them in one sentence; the rest is counted when there are many. */
    public static String words(List<Shortfall> shortfalls) {
        var named = shortfalls.stream().limit(MOST_NAMED).map(Shortfall::words).collect(Collectors.joining("; "));
        return shortfalls.size() <= MOST_NAMED ? named : named + "; and " + (shortfalls.size() - MOST_NAMED) + " more";
    }
}
