package dev.windlass.simulator.world;

import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a host knows of its package repository: which minor version its file names, and whether its lists are of that. */
final class Repository {
    /** What was read longer ago may lack what was released since. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final World world;
    private MinorVersion minor;
    private boolean read = true;
    private Optional<Instant> readAt = Optional.empty();

    Repository(World world, MinorVersion minor) {
        this.world = world;
        this.minor = minor;
    }

    MinorVersion minor() {
        return minor;
    }

    /** Its lists are still to be read. */
    void name(MinorVersion other) {
        minor = other;
        read = false;
    }

    void read() {
        read = true;
        readAt = Optional.of(world.now());
    }

    /** Its file is put back, and its former lists are there. */
    void putBack(MinorVersion former) {
        minor = former;
        read = true;
    }

    /** Whether a run has read it so lately that nothing newer need be looked for. */
    boolean isReadLately() {
        return readAt.filter(at -> at.isAfter(world.now().minus(LATELY))).isPresent();
    }

    /** What it offers, as far as its lists were read. */
    List<PackageRevision> offered() {
        return read ? world.packages.of(minor) : List.of();
    }
}
