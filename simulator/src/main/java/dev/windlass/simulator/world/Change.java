package dev.windlass.simulator.world;

import java.util.Optional;

/**
 * One write to an object, as a watch tells it.
 *
 * @param former what was there before; empty when it was added
 */
public record Change(long revision, Type type, Resource object, Optional<Resource> former) {
    /** The types of Kubernetes' watch events that come from writes. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
