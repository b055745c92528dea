package dev.windlass.simulation.ssh;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.executor.node.CommandOutput;
import dev.windlass.executor.node.NodeCommands;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeReply;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.time.Crossing;
import dev.windlass.simulation.time.Timeline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The way from one process to the nodes of simulated clusters. A command that was sent arrives, also when its caller is interrupted,
 * gives up or dies meanwhile. Used by the simulation's one thread; callers are threads of the process.
 *
 * <p>Crossing points: {@code ssh.before} each command, {@code ssh.after} its answer or the lack of one.
 */
public final class SimulatedSsh implements NodeCommands {
    private static final long CONNECT_MILLIS = 150;
    private static final long WAY_MILLIS = 20;
    private static final long SLOW_MILLIS = 60_000;

    private final Map<ClusterName, MovingCluster> clusters;
    private final Timeline timeline;
    private final Clockwork clockwork;
    private final RandomGenerator chance;
    private final SshFaults faults;
    private final Crossing crossing;
    // Only asked by key, so that its order matters to nobody.
    private final Set<NodeEndpoint> connected = new HashSet<>();
    private boolean closed;

    /**
     * @param timeline on which commands travel
     * @param clockwork of the process
     * @param chance of how long things take
     * @param faults of this process
     */
    public SimulatedSsh(
            Map<ClusterName, MovingCluster> clusters,
            Timeline timeline,
            Clockwork clockwork,
            RandomGenerator chance,
            SshFaults faults,
            Crossing crossing) {
        this.clusters = Map.copyOf(clusters);
        this.timeline = timeline;
        this.clockwork = clockwork;
        this.chance = chance;
        this.faults = faults;
        this.crossing = crossing;
    }

    @Override
    public NodeReply<CommandOutput> run(NodeEndpoint node, List<String> words, Duration atMost)
            throws InterruptedException {
        crossing.at("ssh.before");
        var reply = closed ? Replies.shuttingDown(node) : ask(node, List.copyOf(words), atMost);
        crossing.at("ssh.after");
        return reply;
    }

    private NodeReply<CommandOutput> ask(NodeEndpoint node, List<String> words, Duration atMost)
            throws InterruptedException {
        connect(node);
        var fault = faults.at(node.cluster(), node.node());
        if (!cluster(node).<Boolean>with(world -> world.host(node.node()).isUp())) {
            forget(node);
            return Replies.connectionRefused(node);
        }
        if (fault.isEmpty()) {
            return send(node, words, atMost, WAY_MILLIS);
        }
        return switch (fault.get()) {
            case CONNECTION_REFUSED -> without(node, Replies.connectionRefused(node));
            case LOGIN_REFUSED -> without(node, Replies.loginRefused(node));
            case HOST_KEY_CHANGED -> without(node, Replies.hostKeyChanged(node));
            case CUT_BEFORE -> without(node, Replies.lost(node, "Connection reset"));
            case CUT_AFTER -> {
                send(node, words, atMost, WAY_MILLIS);
                yield without(node, Replies.lost(node, "the command was cut off before it ended"));
            }
            case HALF_OPEN -> {
                clockwork.sleep(atMost);
                yield without(node, Replies.noAnswer(node, atMost));
            }
            case SLOW -> send(node, words, atMost, SLOW_MILLIS);
        };
    }

    private void connect(NodeEndpoint node) throws InterruptedException {
        if (connected.add(node)) {
            clockwork.sleep(drawn(CONNECT_MILLIS));
        }
    }

    private NodeReply<CommandOutput> without(NodeEndpoint node, NodeReply<CommandOutput> reply) {
        forget(node);
        return reply;
    }

    private NodeReply<CommandOutput> send(NodeEndpoint node, List<String> words, Duration atMost, long longestMillis)
            throws InterruptedException {
        var delivery = new Delivery(cluster(node), node.node(), words, clockwork);
        var there = drawn(longestMillis);
        var back = drawn(longestMillis);
        timeline.after(there, delivery::arrive);
        if (there.plus(back).compareTo(atMost) > 0) {
            clockwork.sleep(atMost);
            return without(node, Replies.noAnswer(node, atMost));
        }
        if (!delivery.await(atMost)) {
            return without(node, Replies.noAnswer(node, atMost));
        }
        clockwork.sleep(back);
        return delivery.answer()
                .<NodeReply<CommandOutput>>map(Answered::new)
                .orElseGet(() -> without(node, Replies.lost(node, "Connection reset")));
    }

    private Duration drawn(long longestMillis) {
        return Duration.ofMillis(chance.nextLong(1, longestMillis + 1));
    }

    private MovingCluster cluster(NodeEndpoint node) {
        var cluster = clusters.get(node.cluster());
        if (cluster == null) {
            throw new IllegalArgumentException("the simulated world has no cluster " + node.cluster());
        }
        return cluster;
    }

    @Override
    public void forget(NodeEndpoint node) {
        connected.remove(node);
    }

    @Override
    public void close() {
        closed = true;
        connected.clear();
    }
}
