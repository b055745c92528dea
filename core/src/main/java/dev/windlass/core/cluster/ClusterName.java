package dev.windlass.core.cluster;

/**
 * The name of a cluster: the key of every record about it, and a part of names on its nodes. 1 to 40 of a-z, 0-9 and '-'.
 *
 * @throws InvalidValue when the text is anything else
 */
public record ClusterName(String text) implements Comparable<ClusterName> {
    private static final NameForm FORM = new NameForm(40, "-");

    public ClusterName {
        if (!FORM.fits(text)) {
            throw new InvalidValue(
                    "cluster name", text, "1 to 40 of a-z, 0-9 and '-', beginning and ending with a letter or digit");
        }
    }

    @Override
    public int compareTo(ClusterName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
