package dev.windlass.schemas.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of values lately, by the identity of each: nothing is made twice of a value that did not change. Holds a fixed number
 * of values, and one that comes to the place of another takes it. Thread-safe: of two threads that come at once, both make it.
 *
 * @param <K> immutable, or never changed by anybody
 */
public final class Recent<K, V> {
    private static final int PLACES = 1 << 13;

    private record Made<K, V>(K of, V what) {}

    private final @Nullable Made<K, V>[] places = places();
    private final Function<? super K, ? extends V> making;

    /** @param making the same result for the same value, whenever it is asked */
    public Recent(Function<? super K, ? extends V> making) {
        this.making = making;
    }

    @SuppressWarnings("unchecked") // An array of a generic type can't be made otherwise.
    private static <K, V> @Nullable Made<K, V>[] places() {
        return new Made[PLACES];
    }

    @SuppressWarnings("ReferenceEquality") // Comparing deeply costs as much as making it anew.
    public V of(K value) {
        var place = System.identityHashCode(value) & (PLACES - 1);
        var known = places[place];
        if (known != null && known.of == value) {
            return known.what;
        }
        V what = making.apply(value);
        places[place] = new Made<>(value, what);
        return what;
    }
}
