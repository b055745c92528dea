package dev.windlass.runtime.events;

import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.KafkaConnection;
import org.apache.kafka.common.errors.RetriableException;

/** Says in one way that no broker answers. */
final class Unreachable {
    private Unreachable() {}

    static RuntimeException unless(KafkaConnection connection, RuntimeException failure) {
        return failure instanceof RetriableException
                ? new BrokerUnreachable(connection.bootstrapServers(), failure)
                : failure;
    }
}
