package dev.windlass.simulation.log;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.runtime.topics.Brokers;
import org.apache.kafka.clients.consumer.Consumer;

/** A log that the contract is held against. */
interface LogUnderTest extends AutoCloseable {
    int PARTITIONS = 4;

    /** What a test does. */
    interface Body {
        void run() throws Exception;
    }

    Brokers brokers(String process);

    /** How time passes in it. */
    Clockwork clockwork();

    /** Does something in a thread in which one can wait, and waits for its end. */
    void run(Body body) throws Exception;

    /** A process that has only this consumer is gone without a word. */
    void vanish(String process, Consumer<byte[], byte[]> consumer);

    /** Its broker is stopped in good order, and started again. */
    void restart();

    @Override
    void close();
}
