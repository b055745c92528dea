package dev.windlass.simulator.api;

import dev.windlass.core.cluster.KubernetesVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API says about itself. */
final class Discovery {
    private static final List<String> VERBS = List.of("get", "list", "watch", "patch", "update", "delete");

    private Discovery() {}

    /** Empty when the path is not about discovery. */
    static Optional<Map<String, Object>> of(String path, KubernetesVersion version) {
        var parts = List.of(path.substring(1).split("/"));
        if (path.equals("/version")) {
            return Optional.of(version(version));
        }
        if (path.equals("/api")) {
            return Optional.of(Json.map("kind", "APIVersions", "versions", List.of("v1")));
        }
        if (path.equals("/apis")) {
            return Optional.of(groups(version));
        }
        if (parts.size() == 2 && parts.getFirst().equals("api")) {
            return resources("", parts.get(1), version);
        }
        if (parts.size() == 2 && parts.getFirst().equals("apis")) {
            return group(parts.get(1), version);
        }
        if (parts.size() == 3 && parts.getFirst().equals("apis")) {
            return resources(parts.get(1), parts.get(2), version);
        }
        return Optional.empty();
    }

    private static Map<String, Object> version(KubernetesVersion version) {
        return Json.map(
                "major", Integer.toString(version.series().major()),
                "minor", Integer.toString(version.series().minor()),
                "gitVersion", version.toString(),
                "gitCommit", "0000000000000000000000000000000000000000",
                "gitTreeState", "clean",
                "buildDate", "2019-09-18T14:34:01Z",
                "goVersion", "go1.12.9",
                "compiler", "gc",
                "platform", "linux/amd64");
    }

    private static List<Served> served(KubernetesVersion version) {
        return Served.ALL.stream()
                .filter(served -> served.isServedBy(version.series().minor()))
                .toList();
    }

    private static Map<String, Object> groups(KubernetesVersion version) {
        var groups = served(version).stream()
                .map(Served::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .flatMap(group -> group(group, version).stream())
                .toList();
        return Json.map("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
    }

    private static Optional<Map<String, Object>> group(String name, KubernetesVersion version) {
        var versions = served(version).stream()
                .filter(served -> served.group().equals(name))
                .map(Served::version)
                .distinct()
                .map(each -> Json.map("groupVersion", name + "/" + each, "version", each))
                .toList();
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.map(
                        "kind",
                        "APIGroup",
                        "apiVersion",
                        "v1",
                        "name",
                        name,
                        "versions",
                        versions,
                        "preferredVersion",
                        versions.getLast()));
    }

    private static Optional<Map<String, Object>> resources(String group, String apiVersion, KubernetesVersion version) {
        var resources = new ArrayList<Map<String, Object>>();
        for (var served : served(version)) {
            if (served.group().equals(group) && served.version().equals(apiVersion)) {
                resources.add(Json.map(
                        "name", served.plural(),
                        "singularName", "",
                        "namespaced", served.namespaced(),
                        "kind", served.name(),
                        "verbs", VERBS));
            }
        }
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        if (group.isEmpty()) {
            resources.add(Json.map(
                    "name", "pods/eviction",
                    "singularName", "",
                    "namespaced", true,
                    "group", "policy",
                    "version", evictionVersion(version),
                    "kind", "Eviction",
                    "verbs", List.of("create")));
        }
        return Optional.of(Json.map(
                "kind",
                "APIResourceList",
                "groupVersion",
                group.isEmpty() ? apiVersion : group + "/" + apiVersion,
                "resources",
                resources));
    }

    /** policy/v1 from 1.22 on (kubernetes/kubernetes#100724). */
    static String evictionVersion(KubernetesVersion version) {
        return version.series().minor() >= 22 ? "v1" : "v1beta1";
    }
}
