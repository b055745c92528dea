package dev.windlass.simulator.world;

import java.util.List;
import java.util.Optional;

/** The objects of a cluster at one moment, in a fixed order. */
public interface ObjectView {
    /** Of the last change. */
    long revision();

    /** @param namespace empty for objects that have none */
    Optional<Resource> find(Kind kind, String namespace, String name);

    /** By namespace and name. */
    List<Resource> list(Kind kind);
}
