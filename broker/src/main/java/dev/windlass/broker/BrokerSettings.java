package dev.windlass.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The server properties of a single broker on the loopback address. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "PLAINTEXT";

    private BrokerSettings() {}

    static Properties forLoopback(Path dataDirectory, int brokerPort, int controllerPort) {
        var client = CLIENT_LISTENER + "://127.0.0.1:" + brokerPort;
        var controller = CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort;
        var settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", String.valueOf(NODE_ID));
        settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.setProperty("listeners", client + "," + controller);
        settings.setProperty("advertised.listeners", client);
        settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        settings.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", dataDirectory.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        aloneInItsCluster(settings);
        aboutTheKilledAndTheIdle(settings);
        smallInMemory(settings);
        return settings;
    }

    /** What a killed process leaves open holds readers back, so it is looked for often; where readers were is kept for a year. */
    private static void aboutTheKilledAndTheIdle(Properties settings) {
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.setProperty("offsets.retention.minutes", String.valueOf(365 * 24 * 60));
    }

    /** Internal topics ask for three replicas by default, and one broker can hold one. */
    private static void aloneInItsCluster(Properties settings) {
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.setProperty(topic + ".replication.factor", "1");
            settings.setProperty(topic + ".num.partitions", "4");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    /** The broker shares a small heap with the services; the cleaner alone would take 128 MiB of it. */
    private static void smallInMemory(Properties settings) {
        settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
    }
}
