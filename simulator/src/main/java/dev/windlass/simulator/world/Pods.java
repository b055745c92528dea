package dev.windlass.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Making and ending pods, for every controller alike. */
final class Pods {
    private final World world;
    /** By the uid of what owns them, made of {@link #sorted}. */
    private final Map<String, List<Pod>> byOwner = new LinkedHashMap<>();

    private List<Pod> sorted = List.of();

    Pods(World world) {
        this.world = world;
    }

    Pod create(Resource controller, String apiVersion, String kind, String name, PodTemplate template) {
        var owner = new Meta.Owner(
                apiVersion, kind, controller.meta().name(), controller.meta().uid());
        var meta = world.meta(controller.meta().namespace(), name)
                .withLabels(template.labels())
                .ownedBy(owner);
        return pending(meta, template);
    }

    Pod unmanaged(String namespace, String name, PodTemplate template) {
        return pending(world.meta(namespace, name).withLabels(template.labels()), template);
    }

    private Pod pending(Meta meta, PodTemplate template) {
        return new Pod(
                meta,
                template,
                Optional.empty(),
                Pod.Phase.PENDING,
                false,
                world.now(),
                Optional.empty(),
                template.image(),
                "",
                0,
                world.nextPod());
    }

    /** Asks for its deletion: its kubelet ends it, or nobody has to when it was never bound. */
    void delete(Pod pod) {
        if (pod.node().isEmpty()) {
            world.store.remove(pod);
        } else if (!pod.isTerminating()) {
            world.store.put(pod.withMeta(pod.meta().deletedAt(world.now())));
        }
    }

    /** In the order of their creation. */
    @SuppressWarnings("ReferenceEquality") // The store makes a new list whenever a pod changed, and only then.
    List<Pod> of(Resource controller) {
        var present = world.store.pods();
        if (present != sorted) {
            sorted = present;
            byOwner.clear();
            present.stream()
                    .sorted(Comparator.comparingLong(Pod::order))
                    .forEach(pod -> pod.meta()
                            .owner()
                            .ifPresent(owner -> byOwner.computeIfAbsent(owner.uid(), first -> new ArrayList<>())
                                    .add(pod)));
        }
        return Collections.unmodifiableList(
                byOwner.getOrDefault(controller.meta().uid(), List.of()));
    }

    List<Pod> active(Resource controller) {
        var active = new ArrayList<Pod>();
        for (var pod : of(controller)) {
            if (!pod.isTerminating()) {
                active.add(pod);
            }
        }
        return Collections.unmodifiableList(active);
    }

    static int available(List<Pod> pods) {
        var available = 0;
        for (var pod : pods) {
            available += pod.isAvailable() ? 1 : 0;
        }
        return available;
    }
}
