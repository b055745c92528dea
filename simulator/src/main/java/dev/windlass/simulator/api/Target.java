package dev.windlass.simulator.api;

import java.util.List;
import java.util.Optional;

/**
 * What a path names.
 *
 * @param namespace empty for all of them, or for objects that have none
 * @param name empty for the collection
 * @param part the subresource; empty for the object itself
 */
public record Target(Served served, String namespace, String name, String part) {
    /** Empty when nothing of this minor version is served there. */
    static Optional<Target> parse(String path, int minor) {
        var parts = List.of(path.substring(1).split("/"));
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return parse("", parts.get(1), parts.subList(2, parts.size()), minor);
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return parse(parts.get(1), parts.get(2), parts.subList(3, parts.size()), minor);
        }
        return Optional.empty();
    }

    private static Optional<Target> parse(String group, String version, List<String> rest, int minor) {
        var inNamespace = rest.size() >= 3 && rest.get(0).equals("namespaces");
        var namespace = inNamespace ? rest.get(1) : "";
        var left = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (left.size() > 3) {
            return Optional.empty();
        }
        for (var served : Served.ALL) {
            if (served.plural().equals(left.getFirst())
                    && served.group().equals(group)
                    && served.version().equals(version)
                    && served.isServedBy(minor)) {
                var name = left.size() > 1 ? left.get(1) : "";
                return Optional.of(new Target(served, namespace, name, left.size() > 2 ? left.get(2) : ""));
            }
        }
        return Optional.empty();
    }

    public boolean isCollection() {
        return name.isEmpty();
    }
}
