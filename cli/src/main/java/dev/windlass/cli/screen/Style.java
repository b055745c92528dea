package dev.windlass.cli.screen;

/** Colours, where they are wanted. What they say is always said in words too. */
public record Style(boolean coloured) {
    public static final Style PLAIN = new Style(false);

    String good(String text) {
        return with("32", text);
    }

    String bad(String text) {
        return with("31", text);
    }

    String busy(String text) {
        return with("36", text);
    }

    String warning(String text) {
        return with("33", text);
    }

    String faint(String text) {
        return with("2", text);
    }

    String strong(String text) {
        return with("1", text);
    }

    /** The colour of a node's state. */
    String ofState(String state, String text) {
        return switch (state) {
            case "done" -> good(text);
            case "failed", "rolled back" -> bad(text);
            case "rolling back", "waiting" -> warning(text);
            case "working", "scheduled" -> busy(text);
            default -> faint(text);
        };
    }

    private String with(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
