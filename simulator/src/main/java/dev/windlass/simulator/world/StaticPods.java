package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests in a host's /etc/kubernetes/manifests, and the containers that its kubelet runs from them. Empty on workers. */
final class StaticPods {
    /** A kubelet's first back-off for a container that crashed. */
    private static final Duration BACK_OFF = Duration.ofSeconds(10);

    private final World world;
    private final SimulatedNode host;
    private final Map<Component, Manifest> manifests = new EnumMap<>(Component.class);
    private final Map<Component, StaticContainer> containers = new EnumMap<>(Component.class);
    private final Map<Component, Integer> generations = new EnumMap<>(Component.class);
    private final Map<Component, Manifest> backups = new EnumMap<>(Component.class);
    private final Map<Component, Integer> restarts = new EnumMap<>(Component.class);
    private final Map<Component, Manifest> lastRun = new EnumMap<>(Component.class);
    private final Weaknesses weaknesses = new Weaknesses();

    /** @param version of Kubernetes whose kubeadm wrote it; etcd's own version is in the image */
    record Manifest(KubernetesVersion version, String image) {
        /** As in the annotation kubernetes.io/config.hash. */
        String hash(String node) {
            return HexFormat.of().toHexDigits(image.hashCode())
                    + HexFormat.of().toHexDigits((node + image).hashCode() * 31);
        }
    }

    StaticPods(World world, SimulatedNode host) {
        this.world = world;
        this.host = host;
    }

    void bootstrap(KubernetesVersion version) {
        for (var component : Component.values()) {
            var manifest = new Manifest(version, Images.of(component, version));
            manifests.put(component, manifest);
            world.touch();
            containers.put(component, StaticContainer.starting(manifest, 0).up(world.now()));
            lastRun.put(component, manifest);
        }
    }

    /** kubeadm's API server speaks to the etcd member of its own host, which answers only while most members do. */
    boolean apiServes() {
        return serves(Component.API_SERVER) && serves(Component.ETCD) && world.etcdHasQuorum();
    }

    boolean serves(Component component) {
        var container = containers.get(component);
        return container != null && container.serving();
    }

    /** Since when its container has been up. */
    Optional<Instant> servesSince(Component component) {
        return Optional.ofNullable(containers.get(component)).flatMap(StaticContainer::servingSince);
    }

    Weaknesses weaknesses() {
        return weaknesses;
    }

    /** Rises each time the component starts: whoever was connected to an earlier one was cut off. */
    int generation(Component component) {
        return generations.getOrDefault(component, 0);
    }

    boolean hasManifest(Component component) {
        return manifests.containsKey(component);
    }

    /** Of its container; of its manifest where none runs. */
    KubernetesVersion version(Component component) {
        var container = containers.get(component);
        var manifest =
                container == null ? manifests.getOrDefault(component, backups.get(component)) : container.manifest();
        return manifest == null ? host.version(host.kubelet().installed()) : manifest.version();
    }

    String image(Component component) {
        var manifest = manifests.get(component);
        return manifest == null ? "" : manifest.image();
    }

    /** Writes a manifest; the kubelet notices later. Returns false when it is equal, as kubeadm then leaves it alone. */
    boolean replace(Component component, KubernetesVersion version) {
        var wanted = new Manifest(version, Images.of(component, version));
        var present = manifests.get(component);
        if (present != null && present.image().equals(wanted.image())) {
            return false;
        }
        manifests.put(component, wanted);
        world.agenda.after(world.timing.manifest(), this::follow);
        return true;
    }

    /** kubeadm moves the present manifest aside before it moves another one in. */
    void moveAside(Component component) {
        var present = manifests.remove(component);
        if (present != null) {
            backups.put(component, present);
            world.agenda.after(world.timing.manifest(), this::follow);
        }
    }

    /** Puts the manifest back that was moved aside last; false when none was. */
    boolean putBack(Component component) {
        var backup = backups.get(component);
        if (backup != null) {
            manifests.put(component, backup);
            world.agenda.after(world.timing.manifest(), this::follow);
        }
        return backup != null;
    }

    /** Whether its image would be another one. */
    boolean differs(Component component, KubernetesVersion version) {
        return !image(component).equals(Images.of(component, version));
    }

    /** The kubelet looks at the directory. */
    void follow() {
        if (!host.kubelet().isRunning()) {
            return;
        }
        for (var component : Component.values()) {
            if (!manifests.containsKey(component) && containers.containsKey(component)) {
                stop(component);
            }
        }
        manifests.forEach((component, manifest) -> {
            var container = containers.get(component);
            if (container == null
                    || container.crashed()
                    || !container.manifest().equals(manifest)) {
                restart(component, manifest);
            }
        });
    }

    private void restart(Component component, Manifest manifest) {
        var generation = generations.merge(component, 1, Integer::sum);
        world.touch();
        // A kubelet counts the restarts of one pod, and another manifest is another pod.
        var again = manifest.equals(lastRun.put(component, manifest));
        restarts.put(component, again ? restarts.getOrDefault(component, 0) + 1 : 0);
        var starting = StaticContainer.starting(manifest, generation);
        containers.put(component, starting);
        world.agenda.after(world.timing.staticPod(), () -> {
            if (generation(component) == generation) {
                world.touch();
                containers.put(component, starting.up(world.now()));
                weaknesses
                        .lifetime(component, manifest)
                        .ifPresent(lifetime -> world.agenda.after(lifetime, () -> crash(component, starting)));
            }
        });
    }

    private void crash(Component component, StaticContainer container) {
        if (generation(component) == container.generation()
                && weaknesses.lifetime(component, container.manifest()).isPresent()) {
            world.touch();
            containers.put(component, container.down());
            world.agenda.after(BACK_OFF, this::follow);
        }
    }

    private void stop(Component component) {
        generations.merge(component, 1, Integer::sum);
        containers.remove(component);
        world.touch();
    }

    /** What kubeadm waits for: the mirror pod shows the manifest, and its container serves. */
    boolean settled(Component component) {
        var manifest = manifests.get(component);
        var container = containers.get(component);
        return manifest != null
                && container != null
                && container.serving()
                && container.manifest().equals(manifest)
                && mirror(component)
                        .filter(pod -> pod.ready() && pod.runningImage().equals(manifest.image()))
                        .isPresent();
    }

    private Optional<Pod> mirror(Component component) {
        return world.store.find(Pod.class, Kind.POD, "kube-system", component.text() + "-" + host.name());
    }

    /** The kubelet shows its static pods to the API server. */
    void showMirrors() {
        for (var component : Component.values()) {
            if (!containers.containsKey(component)) {
                mirror(component).ifPresent(world.store::remove);
            }
        }
        containers.forEach((component, container) -> {
            var present = mirror(component);
            var hash = container.manifest().hash(host.name());
            var current =
                    present.filter(pod -> hash.equals(pod.meta().annotations().get("kubernetes.io/config.hash")));
            var pod = current.orElseGet(() -> newMirror(component, container, hash));
            if (current.isEmpty()) {
                present.ifPresent(world.store::remove);
            }
            var counted = pod.withRestarts(restarts.getOrDefault(component, 0));
            if (container.serving() && !pod.ready()) {
                world.store.put(counted.running(world.now()));
            } else if (!container.serving() && pod.ready()) {
                world.store.put(counted.notReady(world.now()));
            } else {
                world.store.put(counted);
            }
        });
    }

    private Pod newMirror(Component component, StaticContainer container, String hash) {
        var template = PodTemplate.labelled(
                        "component", component.text(), container.manifest().image())
                .tolerating(PodTemplate.Toleration.EVERYTHING);
        var meta = world.meta("kube-system", component.text() + "-" + host.name())
                .withLabels(template.labels())
                .withLabel("tier", "control-plane")
                .withAnnotation("kubernetes.io/config.hash", hash)
                .withAnnotation("kubernetes.io/config.mirror", hash)
                .withAnnotation("kubernetes.io/config.source", "file");
        return new Pod(
                owned(advertised(component, meta)),
                template,
                Optional.of(host.name()),
                Pod.Phase.RUNNING,
                false,
                world.now(),
                Optional.of(world.now()),
                previousImage(component, container),
                "",
                0,
                world.nextPod());
    }

    /** By their node since 1.17 (kubernetes/kubernetes#84485). */
    private Meta owned(Meta meta) {
        var node = world.node(host.name())
                .filter(present -> host.runningKubelet().series().minor() >= 17);
        return node.map(present -> meta.ownedBy(
                        new Meta.Owner("v1", "Node", host.name(), present.meta().uid())))
                .orElse(meta);
    }

    /** kubeadm has written where it listens since 1.18. */
    private Meta advertised(Component component, Meta meta) {
        var address = world.node(host.name()).map(Resource.Node::address);
        return component == Component.API_SERVER
                        && address.isPresent()
                        && version(component).series().minor() >= 18
                ? meta.withAnnotation(
                        "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint", address.get() + ":6443")
                : meta;
    }

    private String previousImage(Component component, StaticContainer container) {
        return mirror(component)
                .map(Pod::runningImage)
                .orElse(container.manifest().image());
    }

    List<Component> missing() {
        var missing = new ArrayList<Component>();
        for (var component : Component.values()) {
            if (host.isControlPlane() && !manifests.containsKey(component)) {
                missing.add(component);
            }
        }
        return missing;
    }

    /** All containers end; the kubelet starts them when it comes. */
    void stopAll() {
        List.copyOf(containers.keySet()).forEach(this::stop);
    }
}
