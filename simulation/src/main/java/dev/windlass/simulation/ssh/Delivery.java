package dev.windlass.simulation.ssh;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.clockwork.Latch;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.executor.node.CommandOutput;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One command on its way to a host. It arrives whatever becomes of the process that sent it, but not when the host goes down meanwhile:
 * the connection ends with the host, and the one that boots knows nothing of it.
 */
final class Delivery {
    private static final int NOT_FOUND = 127;

    private final MovingCluster cluster;
    private final NodeName node;
    private final List<String> words;
    private final Latch arrived;
    /** Of the host that the command was sent to. */
    private final String bootId;

    private Optional<CommandOutput> output = Optional.empty();

    Delivery(MovingCluster cluster, NodeName node, List<String> words, Clockwork clockwork) {
        this.cluster = cluster;
        this.node = node;
        this.words = words;
        this.arrived = new Latch(clockwork);
        this.bootId = cluster.with(world -> world.host(node).bootId());
    }

    /** It is there. */
    void arrive() {
        output = cluster.with(this::execute);
        arrived.open();
    }

    private Optional<CommandOutput> execute(SimulatedCluster world) {
        if (!isSameBoot(world)) {
            return Optional.empty();
        }
        var arguments = AllowedCommand.arguments(words);
        if (arguments.isEmpty()) {
            world.foreignCommand(node, words);
            var name = words.isEmpty() ? "" : words.getFirst();
            return Optional.of(CommandOutput.of(NOT_FOUND, "", "bash: " + name + ": command not found\n"));
        }
        var answer = world.command(node, arguments.get());
        return Optional.of(CommandOutput.of(answer.status(), answer.text(), ""));
    }

    private boolean isSameBoot(SimulatedCluster world) {
        return world.host(node).isUp() && world.host(node).bootId().equals(bootId);
    }

    boolean await(Duration atMost) throws InterruptedException {
        return arrived.await(atMost);
    }

    /** What it printed; empty where the host was down, or went down since. */
    Optional<CommandOutput> answer() {
        return cluster.<Boolean>with(this::isSameBoot) ? output : Optional.empty();
    }
}
