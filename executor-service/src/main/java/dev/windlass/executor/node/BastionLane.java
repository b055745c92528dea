package dev.windlass.executor.node;

import dev.windlass.executor.node.SshAccess.Bastion;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** The one connection to a bastion, through which those to its nodes are forwarded. It never sees our key. Thread-safe. */
final class BastionLane {
    private final Key key;
    private final SshConnector connector;
    private final ReentrantLock opening = new ReentrantLock();

    @Nullable
    private volatile SSHClient client;

    private BastionLane(Key key, SshConnector connector) {
        this.key = key;
        this.connector = connector;
    }

    SSHClient open(String cluster) throws InterruptedException, Trouble {
        opening.lockInterruptibly();
        try {
            var current = client;
            if (current != null && current.isConnected() && current.isAuthenticated()) {
                return current;
            }
            drop();
            var bastion = key.bastion();
            var login = new SshConnector.Login(cluster, bastion.user(), bastion.host(), bastion.port(), key.access());
            var fresh = connector.open("the bastion " + bastion.host() + ":" + bastion.port(), login, Optional.empty());
            client = fresh;
            return fresh;
        } finally {
            opening.unlock();
        }
    }

    void drop() {
        var current = client;
        client = null;
        if (current != null) {
            SshConnector.close(current);
        }
    }

    /** Nodes with the same bastion and the same login share one connection to it. */
    record Key(Bastion bastion, SshAccess access) {
        String host() {
            return bastion.host() + ":" + bastion.port();
        }
    }

    /** The bastions' lanes. */
    record Shared(ConcurrentMap<Key, BastionLane> lanes, SshConnector connector) {
        BastionLane lane(Key key) {
            return lanes.computeIfAbsent(key, wanted -> new BastionLane(wanted, connector));
        }
    }
}
