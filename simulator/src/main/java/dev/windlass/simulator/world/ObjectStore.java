package dev.windlass.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects of the cluster, in a fixed order, with a numbered record of the changes: what etcd is to an API server. */
final class ObjectStore implements ObjectView {
    private static final int REMEMBERED = 20_000;

    private final TreeMap<Key, Resource> objects;
    /** Of each kind what is there now, as long as it is so. */
    private final Map<Kind, List<Resource>> lists = new EnumMap<>(Kind.class);

    private final List<Change> changes = new ArrayList<>();
    private long revision = 1_000;
    private long withoutLeases;

    ObjectStore() {
        this(new TreeMap<>());
    }

    private ObjectStore(TreeMap<Key, Resource> objects) {
        this.objects = objects;
    }

    private record Key(Kind kind, String namespace, String name) implements Comparable<Key> {
        static Key of(Resource resource) {
            return new Key(
                    resource.kind(),
                    resource.meta().namespace(),
                    resource.meta().name());
        }

        @Override
        public int compareTo(Key other) {
            // By hand: every look at the store compares keys several times.
            var byKind = kind.compareTo(other.kind);
            if (byKind != 0) {
                return byKind;
            }
            var byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        }
    }

    @Override
    public long revision() {
        return revision;
    }

    /** Moves with every change except renewals of leases, which no controller here looks at. */
    long withoutLeases() {
        return withoutLeases;
    }

    @Override
    public Optional<Resource> find(Kind kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(new Key(kind, namespace, name)));
    }

    <T extends Resource> Optional<T> find(Class<T> type, Kind kind, String namespace, String name) {
        return find(kind, namespace, name).map(type::cast);
    }

    @Override
    public List<Resource> list(Kind kind) {
        return lists.computeIfAbsent(
                kind,
                missing -> List.copyOf(objects.subMap(new Key(kind, "", ""), true, new Key(kind, "\uffff", ""), true)
                        .values()));
    }

    /** @param type of everything of this kind */
    @SuppressWarnings("unchecked") // A kind has one type, and the list can't be changed.
    <T extends Resource> List<T> list(Class<T> type, Kind kind) {
        return (List<T>) list(kind);
    }

    List<Pod> pods() {
        return list(Pod.class, Kind.POD);
    }

    List<Resource.Node> nodes() {
        return list(Resource.Node.class, Kind.NODE);
    }

    /** Writes it, unless that would change nothing. */
    @SuppressWarnings("ReferenceEquality") // A quick yes; the careful question follows.
    void put(Resource resource) {
        var key = Key.of(resource);
        var present = objects.get(key);
        if (resource == present) {
            return;
        }
        if (present != null
                && resource.withMeta(resource.meta()
                                .withResourceVersion(present.meta().resourceVersion()))
                        .equals(present)) {
            return;
        }
        record(key, present == null ? Change.Type.ADDED : Change.Type.MODIFIED, resource);
    }

    void remove(Resource resource) {
        if (objects.containsKey(Key.of(resource))) {
            record(Key.of(resource), Change.Type.DELETED, resource);
        }
    }

    private void record(Key key, Change.Type type, Resource resource) {
        revision++;
        var former = Optional.ofNullable(objects.get(key));
        var written = resource.withMeta(resource.meta().withResourceVersion(revision));
        if (type == Change.Type.DELETED) {
            objects.remove(key);
        } else {
            objects.put(key, written);
        }
        lists.remove(key.kind());
        if (key.kind() != Kind.LEASE) {
            withoutLeases++;
        }
        changes.add(new Change(revision, type, written, former));
        if (changes.size() > 2 * REMEMBERED) {
            changes.subList(0, REMEMBERED).clear();
        }
    }

    /** The changes after a revision, oldest first; empty when some of them are forgotten already. */
    Optional<List<Change>> changesAfter(Kind kind, long after) {
        var first = revision - changes.size();
        if (after < first) {
            return Optional.empty();
        }
        var from = (int) Math.min(after - first, changes.size());
        var since = changes.subList(from, changes.size());
        return Optional.of(
                since.isEmpty()
                        ? Collections.emptyList()
                        : since.stream()
                                .filter(change -> change.object().kind() == kind)
                                .toList());
    }

    /** What was there at a revision; empty when the changes since are not all known any more. */
    Optional<ObjectView> asOf(long then) {
        var unknown = revision - changes.size();
        if (then < unknown || then > revision) {
            return Optional.empty();
        }
        var past = new ObjectStore(new TreeMap<>(objects));
        past.revision = then;
        for (var change :
                changes.subList((int) (then - unknown), changes.size()).reversed()) {
            var key = Key.of(change.object());
            change.former().ifPresentOrElse(former -> past.objects.put(key, former), () -> past.objects.remove(key));
        }
        return Optional.of(past);
    }
}
