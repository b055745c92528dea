package dev.windlass.system;

import dev.windlass.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own: {@code BrokerProcess DIRECTORY PORT}. The scripts beside this module run it from source. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        var broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println("broker at " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
