package dev.windlass.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * That a data directory belongs to one broker. Kafka takes a lock of its own too, but only after it has opened, and cut, the metadata
 * log of the broker that runs there. The operating system frees this one however its process ends. Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "windlass.lock";

    /** By this process: where locks are POSIX's, to open the file once more and close it would free what the first has locked. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes it, or fails at once.
     *
     * @param directory that is there
     * @throws BrokerStartException when another broker has it, of this process or of another one
     * @throws IOException when the directory cannot be written, or its file system has no locks
     */
    static DirectoryLock take(Path directory) throws IOException {
        var real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw taken(directory, null);
        }
        var locked = false;
        try {
            var channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw taken(directory, null);
                }
                locked = true;
                return new DirectoryLock(real, channel);
            } catch (OverlappingFileLockException e) {
                throw taken(directory, e);
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
        } finally {
            if (!locked) {
                HELD.remove(real);
            }
        }
    }

    private static BrokerStartException taken(Path directory, @Nullable Exception cause) {
        return new BrokerStartException(
                "the embedded Kafka broker's data directory " + directory
                        + " belongs to another windlass that is running; stop that one, or set another dataDir in the configuration",
                cause);
    }

    /** A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(directory);
        }
    }
}
