package dev.windlass.simulator.api;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.world.Resource;
import dev.windlass.simulator.world.SimulatedCluster;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes to a Node by clients: whether it is schedulable, labels and annotations. Everything else in a write is left as it was. */
final class NodeChange {
    private NodeChange() {}

    /** @param wanted the whole object as a client wants it; a resourceVersion in it must be the present one */
    static Resource.Node write(
            SimulatedCluster cluster, Target target, Resource.Node present, Map<String, Object> wanted) {
        var metadata = map(wanted.get("metadata"));
        var version = metadata.get("resourceVersion");
        if (version != null
                && !version.toString().isEmpty()
                && !version.toString().equals(Long.toString(present.meta().resourceVersion()))) {
            throw Refusal.overtaken(target);
        }
        var unschedulable = Boolean.TRUE.equals(map(wanted.get("spec")).get("unschedulable"));
        return cluster.updateNode(
                new NodeName(present.meta().name()),
                unschedulable,
                texts(metadata.get("labels")),
                texts(metadata.get("annotations")));
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var map = Patch.asMap(value);
        return map == null ? Map.of() : map;
    }

    private static SortedMap<String, String> texts(@Nullable Object value) {
        var texts = new TreeMap<String, String>();
        map(value).forEach((key, text) -> {
            if (!(text instanceof String)) {
                throw Refusal.badRequest("the value of " + key + " must be a string");
            }
            texts.put(key, text.toString());
        });
        return texts;
    }
}
