package dev.windlass.simulator.world;

/** One write to an object, as a watch tells it. */
public record Change(long revision, Type type, Resource object) {
    /** The types of Kubernetes' watch events that come from writes. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
