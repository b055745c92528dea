package dev.windlass.core.cluster;

/**
 * The name of a Kubernetes Node object, which is a DNS subdomain name (kubernetes.io, concepts/overview/working-with-objects/names).
 *
 * @throws InvalidValue when the text is anything else
 */
public record NodeName(String text) implements Comparable<NodeName> {
    private static final NameForm FORM = new NameForm(253, ".-");

    public NodeName {
        if (!FORM.fits(text)) {
            throw new InvalidValue("node name", text, "a DNS subdomain of at most 253 of a-z, 0-9, '-' and '.'");
        }
    }

    @Override
    public int compareTo(NodeName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
