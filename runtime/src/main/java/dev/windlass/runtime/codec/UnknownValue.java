package dev.windlass.runtime.codec;

/** A symbol that this version does not know. Becomes a DecodeFailure before it leaves the package. */
final class UnknownValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownValue(Class<?> type) {
        super("a %s that this version of Windlass does not know".formatted(type.getSimpleName()));
    }
}
