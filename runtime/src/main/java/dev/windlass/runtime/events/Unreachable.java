package dev.windlass.runtime.events;

import dev.windlass.runtime.topics.BrokerUnreachable;
import dev.windlass.runtime.topics.KafkaConnection;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;

/** Says in one way that no broker answers. */
final class Unreachable {
    private Unreachable() {}

    static RuntimeException unless(KafkaConnection connection, RuntimeException failure) {
        if (failure instanceof RetriableException) {
            return new BrokerUnreachable(connection.bootstrapServers(), failure);
        }
        return failure.getCause() instanceof ConfigException wrong && isOfTheirNames(wrong)
                ? new BrokerUnreachable(connection.bootstrapServers(), wrong)
                : failure;
    }

    /** kafka-clients takes a name that is not known just now for a mistake in the configuration. */
    private static boolean isOfTheirNames(ConfigException wrong) {
        return String.valueOf(wrong.getMessage()).contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
