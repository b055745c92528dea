package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.executor.node.NodeConnections.Welcome;
import dev.windlass.executor.node.SshLink.NotSent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one connection to a node. Thread-safe. */
final class NodeLane {
    // OpenSSH's MaxSessions is 10 by default.
    private static final int CHANNELS = 6;

    private final NodeEndpoint node;
    private final SshConnector connector;
    private final BastionLane.Shared bastions;
    private final Semaphore channels = new Semaphore(CHANNELS);
    private final ReentrantLock opening = new ReentrantLock();
    private final Clockwork clockwork;
    private final AtomicLong lastUsed;

    @Nullable
    private volatile SshLink link;

    NodeLane(NodeEndpoint node, SshConnector connector, BastionLane.Shared bastions, Clockwork clockwork) {
        this.clockwork = clockwork;
        this.lastUsed = new AtomicLong(clockwork.nanoTime());
        this.node = node;
        this.connector = connector;
        this.bastions = bastions;
    }

    NodeEndpoint node() {
        return node;
    }

    /** Sees that there is a connection. */
    NodeReply<Boolean> prepare(Welcome welcome) throws InterruptedException {
        try {
            open(welcome);
            return new NodeReply.Answered<>(true);
        } catch (Trouble e) {
            return e.reply();
        }
    }

    NodeReply<CommandOutput> run(String line, Welcome welcome) throws InterruptedException {
        channels.acquire();
        lastUsed.set(clockwork.nanoTime());
        try {
            // A kept connection may have died meanwhile. Nothing was asked then, so a new one may ask, once.
            var first = attempt(line, welcome);
            var reply = first.isPresent() ? first : attempt(line, welcome);
            return reply.orElseGet(() -> lost("it ends as soon as it is open"));
        } finally {
            lastUsed.set(clockwork.nanoTime());
            channels.release();
        }
    }

    /** Empty when the command did not leave this host. */
    private Optional<NodeReply<CommandOutput>> attempt(String line, Welcome welcome) throws InterruptedException {
        try {
            return Optional.of(new NodeReply.Answered<>(open(welcome).run(line, new byte[0])));
        } catch (NotSent e) {
            drop();
            return Optional.empty();
        } catch (Trouble e) {
            return Optional.of(e.reply());
        } catch (IOException e) {
            if (!isOpen()) {
                drop();
            }
            return Optional.of(lost(String.valueOf(e.getMessage())));
        }
    }

    private NodeReply<CommandOutput> lost(String why) {
        return new NodeReply.Unreachable<>(
                "the connection to " + node.words() + " was lost: " + why,
                "whatever runs on the node goes on; it will be asked again");
    }

    private SshLink open(Welcome welcome) throws InterruptedException, Trouble {
        opening.lockInterruptibly();
        try {
            var current = link;
            if (current != null && current.isOpen()) {
                return current;
            }
            drop();
            var fresh = new SshLink(connect());
            try {
                welcome.greet(fresh);
            } catch (Trouble | RuntimeException e) {
                SshConnector.close(fresh.client());
                throw e;
            }
            link = fresh;
            return fresh;
        } finally {
            opening.unlock();
        }
    }

    private net.schmizz.sshj.SSHClient connect() throws InterruptedException, Trouble {
        var login = SshConnector.Login.to(node);
        var key = bastion();
        if (key.isEmpty()) {
            return connector.open(node.words(), login, Optional.empty());
        }
        return connector.open(
                node.words() + " through the bastion " + key.get().host(),
                login,
                Optional.of(bastions.lane(key.get()).open(node.cluster().text())));
    }

    Optional<BastionLane.Key> bastion() {
        return node.access().bastion().map(bastion -> new BastionLane.Key(bastion, node.access()));
    }

    boolean isInUse() {
        return isOpen() || opening.isLocked();
    }

    boolean isOpen() {
        var current = link;
        return current != null && current.isOpen();
    }

    /** Makes the next command open a new connection. */
    void drop() {
        var current = link;
        link = null;
        if (current != null) {
            SshConnector.close(current.client());
        }
    }

    void closeIfIdleSince(long nanoTime) {
        if (channels.availablePermits() == CHANNELS && lastUsed.get() - nanoTime < 0) {
            drop();
        }
    }
}
