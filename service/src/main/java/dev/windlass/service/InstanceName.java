package dev.windlass.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A name for an instance that no other running one has: host, process and a number. People read it in events. */
public final class InstanceName {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private InstanceName() {}

    public static String here() {
        return "%s-%d-%d".formatted(host(), ProcessHandle.current().pid(), COUNT.incrementAndGet());
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
