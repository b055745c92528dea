package dev.windlass.simulator.world;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every object has.
 *
 * @param namespace empty for objects that have none
 * @param resourceVersion of the last write; 0 before the first
 * @param generation rises when the wanted state changes
 * @param deleted when somebody asked for its deletion
 */
public record Meta(
        String namespace,
        String name,
        String uid,
        long resourceVersion,
        long generation,
        Instant created,
        Optional<Instant> deleted,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Optional<Owner> owner) {
    public Meta {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** The controller that created it. */
    public record Owner(String apiVersion, String kind, String name, String uid) {}

    static Meta of(String namespace, String name, String uid, Instant created) {
        return new Meta(
                namespace,
                name,
                uid,
                0,
                1,
                created,
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty());
    }

    Meta withResourceVersion(long version) {
        return new Meta(namespace, name, uid, version, generation, created, deleted, labels, annotations, owner);
    }

    Meta nextGeneration() {
        return new Meta(
                namespace, name, uid, resourceVersion, generation + 1, created, deleted, labels, annotations, owner);
    }

    Meta deletedAt(Instant at) {
        return new Meta(
                namespace,
                name,
                uid,
                resourceVersion,
                generation,
                created,
                Optional.of(at),
                labels,
                annotations,
                owner);
    }

    Meta withLabels(SortedMap<String, String> changed) {
        return new Meta(
                namespace, name, uid, resourceVersion, generation, created, deleted, changed, annotations, owner);
    }

    Meta withLabel(String key, String value) {
        var changed = new TreeMap<>(labels);
        changed.put(key, value);
        return withLabels(changed);
    }

    Meta withAnnotations(SortedMap<String, String> changed) {
        return new Meta(namespace, name, uid, resourceVersion, generation, created, deleted, labels, changed, owner);
    }

    Meta withAnnotation(String key, String value) {
        var changed = new TreeMap<>(annotations);
        changed.put(key, value);
        return withAnnotations(changed);
    }

    Meta ownedBy(Owner by) {
        return new Meta(
                namespace,
                name,
                uid,
                resourceVersion,
                generation,
                created,
                deleted,
                labels,
                annotations,
                Optional.of(by));
    }
}
