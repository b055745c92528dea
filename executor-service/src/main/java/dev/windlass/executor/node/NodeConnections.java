package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Repeating;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The SSH connections to nodes: one a node, opened when first needed, kept, used again, opened anew when dead and closed when idle.
 * A bastion has one too, which its nodes share. Each new connection to a node sees first that the script windlass-node of this
 * build is there. Thread-safe; interrupting a caller leaves the others alone.
 */
public final class NodeConnections implements NodeCommands {
    private final Timing timing;
    private final Clockwork clockwork;
    private final ScriptCheck scriptCheck;
    private final SshConnector connector;
    private final ConcurrentHashMap<NodeEndpoint, NodeLane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<BastionLane.Key, BastionLane> bastions = new ConcurrentHashMap<>();
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ssh-call-", 0).factory());
    private final Repeating sweeper;

    /**
     * @param connect how long connecting and logging in may take
     * @param keepAlive how often an idle connection is asked for a sign of life; whole seconds
     * @param idle after how long without a command a connection is closed
     */
    public record Timing(Duration connect, Duration keepAlive, Duration idle) {
        /** 15 s to connect, a keep-alive each 15 s, closed after 5 minutes. */
        public static final Timing USUAL =
                new Timing(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofMinutes(5));
    }

    /** With the script of this build. */
    public NodeConnections(Timing timing, Clockwork clockwork) {
        this(timing, clockwork, NodeScript.ofThisBuild());
    }

    NodeConnections(Timing timing, Clockwork clockwork, NodeScript script) {
        this.timing = timing;
        this.clockwork = clockwork;
        this.scriptCheck = new ScriptCheck(script);
        this.connector = new SshConnector(timing.connect(), timing.keepAlive());
        this.sweeper = clockwork.every(timing.idle().dividedBy(4), "ssh-idle", this::closeIdle);
    }

    /** What is done once on each new connection before anything else; its trouble is the caller's. */
    interface Welcome {
        void greet(SshLink link) throws Trouble;
    }

    /** {@inheritDoc} Connecting may take twice {@link Timing#connect} beside it, where a bastion is on the way. */
    @Override
    public NodeReply<CommandOutput> run(NodeEndpoint node, List<String> words, Duration atMost)
            throws InterruptedException {
        var lane = lanes.computeIfAbsent(
                node,
                wanted -> new NodeLane(wanted, connector, new BastionLane.Shared(bastions, connector), clockwork));
        Welcome welcome = link -> scriptCheck.check(node, link);
        NodeReply<Boolean> ready = lane.isOpen()
                ? new NodeReply.Answered<>(true)
                : within(timing.connect().multipliedBy(2), lane, () -> lane.prepare(welcome));
        return switch (ready) {
            case NodeReply.Answered<Boolean> yes -> within(atMost, lane, () -> lane.run(ShellLine.of(words), welcome));
            case NodeReply.Unreachable<Boolean> none -> new NodeReply.Unreachable<>(none.reason(), none.hint());
            case NodeReply.Refused<Boolean> refused ->
                new NodeReply.Refused<>(refused.kind(), refused.reason(), refused.hint());
        };
    }

    private <A> NodeReply<A> within(Duration atMost, NodeLane lane, Callable<NodeReply<A>> work)
            throws InterruptedException {
        var node = lane.node();
        Future<NodeReply<A>> call;
        try {
            call = calls.submit(work);
        } catch (RejectedExecutionException e) {
            return shuttingDown(node);
        }
        try {
            // Who is interrupted stops waiting; the command, which is short, ends by itself and the connection stays as
            // it is.
            return call.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(call, lane);
            return new NodeReply.Unreachable<>(
                    node.words() + " did not answer within " + atMost.toSeconds() + " s",
                    "is the host overloaded or hung?");
        } catch (ExecutionException e) {
            if (calls.isShutdown()) {
                return shuttingDown(node);
            }
            throw new IllegalStateException("a call to " + node.words() + " broke", e.getCause());
        }
    }

    private static <A> NodeReply<A> shuttingDown(NodeEndpoint node) {
        return new NodeReply.Unreachable<>(
                node.words() + " was not asked, because this service is shutting down", "another one will ask");
    }

    @Override
    public void forget(NodeEndpoint node) {
        var lane = lanes.get(node);
        if (lane != null) {
            lane.drop();
        }
    }

    private void abandon(Future<?> call, NodeLane lane) {
        call.cancel(true);
        calls.execute(lane::drop);
    }

    private void closeIdle() {
        var before = clockwork.nanoTime() - timing.idle().toNanos();
        lanes.values().forEach(lane -> lane.closeIfIdleSince(before));
        var used = lanes.values().stream()
                .filter(NodeLane::isInUse)
                .map(NodeLane::bastion)
                .toList();
        bastions.forEach((key, lane) -> {
            if (used.stream().noneMatch(bastion -> bastion.filter(key::equals).isPresent())) {
                lane.drop();
            }
        });
    }

    /** Closes every connection. What runs on nodes goes on. */
    @Override
    public void close() {
        sweeper.close();
        calls.shutdownNow();
        lanes.values().forEach(NodeLane::drop);
        bastions.values().forEach(BastionLane::drop);
    }
}
