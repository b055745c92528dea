package dev.windlass.core.cluster;

/** A text that is not the value it was meant to be. The message names the kind, the text and the rule. */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    public InvalidValue(String kind, String text, String rule) {
        super("'%s' is not a %s: %s".formatted(shown(text), kind, rule));
    }

    private static String shown(String text) {
        var printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
