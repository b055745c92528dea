package dev.windlass.schemas.wire;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of values lately, by the identity of each: nothing is made twice of a value that did not change. Holds a fixed number
 * of values, and one that comes to the place of another takes it. Whoever else holds a value decides how long it lives: what was made
 * of one that is gone is forgotten while others come. Thread-safe: of two threads that come at once, both make it.
 *
 * @param <K> immutable, or never changed by anybody
 * @param <V> does not hold what it was made of
 */
public final class Recent<K, V> {
    private static final int PLACES = 1 << 13;

    /** How many places are looked at whenever something is made: so few that it costs nothing beside the making. */
    private static final int SWEPT = 32;

    private static final class Made<K, V> extends WeakReference<K> {
        private final V what;

        private Made(K of, V what) {
            super(of);
            this.what = what;
        }
    }

    private final @Nullable Made<K, V>[] places;
    private final Function<? super K, ? extends V> making;
    private int sweeping;

    /** @param making the same result for the same value, whenever it is asked */
    public Recent(Function<? super K, ? extends V> making) {
        this(PLACES, making);
    }

    private Recent(int places, Function<? super K, ? extends V> making) {
        this.places = places(places);
        this.making = making;
    }

    /** For values that are large and few, such as one of each cluster: those that are gone are forgotten soon. */
    public static <K, V> Recent<K, V> ofFew(Function<? super K, ? extends V> making) {
        return new Recent<>(PLACES / 8, making);
    }

    @SuppressWarnings("unchecked") // An array of a generic type can't be made otherwise.
    private static <K, V> @Nullable Made<K, V>[] places(int number) {
        return new Made[number];
    }

    /** By identity: comparing deeply costs as much as making it anew. */
    public V of(K value) {
        var place = System.identityHashCode(value) & (places.length - 1);
        var known = places[place];
        if (known != null && known.refersTo(value)) {
            return known.what;
        }
        V what = making.apply(value);
        places[place] = new Made<>(value, what);
        sweep();
        return what;
    }

    /** No queue of references: its lock may hold a thread up, which a simulated world's time does not see. */
    private void sweep() {
        var from = sweeping & (places.length - 1);
        sweeping = from + SWEPT;
        for (var place = from; place < from + SWEPT; place++) {
            var made = places[place];
            if (made != null && made.refersTo(null)) {
                places[place] = null;
            }
        }
    }

    /** How many values there is something of, those that are gone and were not swept yet included. */
    int kept() {
        return (int) Arrays.stream(places).filter(made -> made != null).count();
    }
}
