package dev.windlass.service;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name for an instance that no other running one has: host, some random characters, process and a number. People read it in events.
 *
 * <p>Host and process alone don't tell containers in the network of one host apart, where both are often the same; and instances of one
 * name would fence each other for ever. Thread-safe.
 */
public final class InstanceName {
    private static final int RANDOM_BITS = 25;
    private static final int RADIX = 32;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PROCESS = "%5s"
            .formatted(new BigInteger(RANDOM_BITS, new SecureRandom()).toString(RADIX))
            .replace(' ', '0');

    private InstanceName() {}

    public static String here() {
        return "%s-%s-%d-%d".formatted(host(), PROCESS, ProcessHandle.current().pid(), COUNT.incrementAndGet());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost()
                    .getHostName()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9.-]", "-");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
