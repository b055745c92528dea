package dev.windlass.executor.node;

import java.time.Duration;
import java.util.List;

/**
 * Runs commands on nodes and gives what they printed. What a command does on a node goes on whatever happens to the caller.
 * Thread-safe.
 */
public interface NodeCommands extends AutoCloseable {
    /**
     * Runs a command of these words and waits for its end.
     *
     * @param words each is one argument; no shell reads them
     * @param atMost how long to wait, beside what it takes to connect; then the node counts as unreachable
     * @return what it printed and its exit status, whatever that is
     * @throws InterruptedException when interrupted; the command may run nevertheless
     */
    NodeReply<CommandOutput> run(NodeEndpoint node, List<String> words, Duration atMost) throws InterruptedException;

    /** Makes the next command to this node open a new connection, and look at the node's script again. */
    void forget(NodeEndpoint node);

    /** Ends what this process has open. What runs on nodes goes on. */
    @Override
    void close();
}
