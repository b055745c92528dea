package dev.windlass.simulation.api;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Served;
import dev.windlass.simulator.world.Kind;
import dev.windlass.simulator.world.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The model's objects as the product's client has them. Each is made once: the model's are immutable, and nobody writes to the
 * product's. For each name the latest one is kept. Used by the simulation's one thread.
 */
final class ModelObjects {
    /** What an API says about itself depends on its version only, so all worlds share it. */
    private static final Map<About, Object> ABOUT = new ConcurrentHashMap<>();

    private final Map<Name, Made> made = new HashMap<>();

    private record About(Class<?> type, String path, KubernetesVersion version) {}

    private record Name(Kind kind, String namespace, String name) {
        static Name of(Resource resource) {
            return new Name(
                    resource.kind(),
                    resource.meta().namespace(),
                    resource.meta().name());
        }
    }

    /** @param version no other write of any object has it */
    private record Made(long version, Object object) {
        boolean isOf(Resource resource, Class<?> type) {
            return version == resource.meta().resourceVersion() && type.isInstance(object);
        }
    }

    static <T> T of(Class<T> type, Map<String, Object> json) {
        return Binding.bind(type, json);
    }

    static <T> T about(Class<T> type, String path, KubernetesVersion version, Map<String, Object> json) {
        return type.cast(ABOUT.computeIfAbsent(new About(type, path, version), key -> of(type, json)));
    }

    <T> T of(Class<T> type, ApiServer server, Served served, Resource resource) {
        var name = Name.of(resource);
        var present = made.get(name);
        if (present == null || !present.isOf(resource, type)) {
            present = new Made(resource.meta().resourceVersion(), of(type, server.render(served, resource)));
            made.put(name, present);
        }
        return type.cast(present.object());
    }
}
