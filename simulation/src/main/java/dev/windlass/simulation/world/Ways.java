package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.simulation.api.ApiFaults;
import dev.windlass.simulation.ssh.SshFaults;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong on the ways from services to nodes and to API servers: everybody's, and those of one service, whichever process it has. */
final class Ways {
    private final SshFaults sshOfAll;
    private final Map<String, SshFaults> ssh = new LinkedHashMap<>();
    private final Map<ClusterName, ApiFaults> apiOfAll = new LinkedHashMap<>();
    private final Map<Way, ApiFaults> api = new LinkedHashMap<>();

    private record Way(String service, ClusterName cluster) {}

    Ways(InstantSource time) {
        this.sshOfAll = new SshFaults(time);
    }

    /** @param service empty for everybody's */
    SshFaults ssh(String service) {
        return service.isEmpty() ? sshOfAll : ssh.computeIfAbsent(service, its -> sshOfAll.ofOneService());
    }

    /** @param service empty for everybody's */
    ApiFaults api(String service, ClusterName cluster) {
        var ofAll = apiOfAll.computeIfAbsent(cluster, its -> ApiFaults.ofEverybody());
        return service.isEmpty() ? ofAll : api.computeIfAbsent(new Way(service, cluster), its -> ofAll.ofOneProcess());
    }

    /** Nothing is wrong any more. */
    void heal() {
        sshOfAll.heal();
        ssh.values().forEach(SshFaults::heal);
        apiOfAll.values().forEach(ApiFaults::heal);
        api.values().forEach(ApiFaults::heal);
    }
}
