package dev.windlass.runtime.topics;

/** No broker answered. Nothing is wrong that does not go away when one does. */
public final class BrokerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnreachable(String bootstrapServers, Throwable cause) {
        super(
                "no Kafka broker answers at %s (%s): is it running, and is kafka.bootstrapServers right?"
                        .formatted(bootstrapServers, reason(cause)),
                cause);
    }

    private static String reason(Throwable cause) {
        var text = cause.getMessage();
        return cause.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }
}
