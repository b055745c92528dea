package dev.windlass.simulation.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Zeller's and Hildebrandt's delta debugging: takes ever smaller parts out of a list while it stays interesting. */
final class Ddmin {
    private Ddmin() {}

    /**
     * @param keep whether a shorter list is to be gone on with
     * @return the shortest that was kept: taking any one element out of it was tried and not kept
     */
    static <T> List<T> of(List<T> all, Predicate<List<T>> keep) {
        if (all.isEmpty() || keep.test(List.of())) {
            return List.of();
        }
        var list = all;
        var parts = 2;
        while (list.size() >= 2) {
            var shorter = shorter(list, parts, keep);
            if (shorter.size() < list.size()) {
                list = shorter;
                parts = Math.max(2, parts - 1);
            } else if (parts < list.size()) {
                parts = Math.min(list.size(), parts * 2);
            } else {
                break;
            }
        }
        return list;
    }

    /** The list without the first of its parts that it can do without; the same list when it needs them all. */
    private static <T> List<T> shorter(List<T> list, int parts, Predicate<List<T>> keep) {
        for (var part = 0; part < parts; part++) {
            var from = list.size() * part / parts;
            var to = list.size() * (part + 1) / parts;
            var rest = new ArrayList<>(list.subList(0, from));
            rest.addAll(list.subList(to, list.size()));
            if (keep.test(rest)) {
                return rest;
            }
        }
        return list;
    }
}
