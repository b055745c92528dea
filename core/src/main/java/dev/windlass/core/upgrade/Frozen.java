package dev.windlass.core.upgrade;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order in which its keys came, that nobody can change any more: so it is shared by all the states that follow one
 * another, and copied only by the one that changes it. Most events of a long upgrade change one step of hundreds.
 */
final class Frozen<K, V> extends AbstractMap<K, V> implements SequencedMap<K, V> {
    private final LinkedHashMap<K, V> map;

    private Frozen(LinkedHashMap<K, V> map) {
        this.map = map;
    }

    /** The same content, frozen: itself when it is so already. */
    static <K, V> SequencedMap<K, V> of(SequencedMap<K, V> map) {
        return map instanceof Frozen<K, V> ? map : new Frozen<>(new LinkedHashMap<>(map));
    }

    /** The same content with one more entry, or another value at its place. */
    static <K, V> SequencedMap<K, V> with(SequencedMap<K, V> map, K key, V value) {
        var next = new LinkedHashMap<>(map instanceof Frozen<K, V> frozen ? frozen.map : map);
        next.put(key, value);
        return new Frozen<>(next);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return map.containsKey(key);
    }

    @Override
    public Collection<V> values() {
        return Collections.unmodifiableCollection(map.values());
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(map).entrySet();
    }

    @Override
    public SequencedMap<K, V> reversed() {
        return Collections.unmodifiableSequencedMap(map).reversed();
    }
}
