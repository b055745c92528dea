package dev.windlass.service;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Under which names a service may be asked. One that listens on its own host alone trusts everybody there, and a web page is there too:
 * in a browser of this host, under a name whose owner lets it lead here (DNS rebinding). The browser then says that name as the host.
 *
 * @param names in lower case; empty where the service listens on the network and may have any
 */
record OwnHosts(Set<String> names) {
    OwnHosts {
        names = Set.copyOf(names);
    }

    /** @param configured the host as the configuration names it */
    static OwnHosts of(InetSocketAddress listening, String configured) {
        if (!listening.getAddress().isLoopbackAddress()) {
            return new OwnHosts(Set.of());
        }
        var names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        names.add(configured.toLowerCase(Locale.ROOT));
        return new OwnHosts(names);
    }

    /** @param host a name or an address, and perhaps a port, as the header Host has it */
    boolean include(String host) {
        return names.isEmpty()
                || names.contains(host.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", ""));
    }
}
