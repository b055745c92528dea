package dev.windlass.schemas.wire;

/** A record that would have more bytes than its topic allows, so that no reader would take it. */
public final class TooLarge extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooLarge(Subject subject, int size) {
        super("a %s of %d bytes is larger than the %d that its topic allows"
                .formatted(subject.recordClass().getSimpleName(), size, subject.mostBytes()));
    }
}
