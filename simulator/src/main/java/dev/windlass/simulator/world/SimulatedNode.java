package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host of the cluster: its packages, its files, its kubelet, and what the node protocol remembers on it. */
public final class SimulatedNode {
    private final World world;
    private final String name;
    private final Role role;
    private final String machineId;
    private String bootId;
    private final Kubelet kubelet;
    private final StaticPods staticPods;
    private final ProtocolMemory memory = new ProtocolMemory();
    private final SortedMap<String, Saved> saved = new TreeMap<>();
    private final SortedSet<String> cached = new TreeSet<>();
    private final SortedSet<String> images = new TreeSet<>();
    private PackageRevision kubeadm;
    private PackageRevision kubectl;
    private MinorVersion repository;
    private KubernetesVersion kubeletConfiguration;
    private Optional<KubernetesVersion> completed = Optional.empty();
    private boolean diskFull;

    /** What save-configuration keeps. */
    record Saved(
            PackageRevision kubeadm,
            PackageRevision kubelet,
            PackageRevision kubectl,
            MinorVersion repository,
            KubernetesVersion kubeletConfiguration) {}

    SimulatedNode(World world, String name, Role role, PackageRevision installed) {
        this.world = world;
        this.name = name;
        this.role = role;
        this.machineId = world.uid().replace("-", "");
        this.bootId = world.uid();
        this.kubeadm = installed;
        this.kubectl = installed;
        this.repository = version(installed).series();
        this.kubeletConfiguration = version(installed);
        this.staticPods = new StaticPods(world, this);
        this.kubelet = new Kubelet(world, this, installed);
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public String machineId() {
        return machineId;
    }

    public String bootId() {
        return bootId;
    }

    /** The installed revision of the kubeadm package. */
    public PackageRevision kubeadm() {
        return kubeadm;
    }

    /** The installed revision of the kubelet package; another may be running still. */
    public PackageRevision kubeletPackage() {
        return kubelet.installed();
    }

    public PackageRevision kubectl() {
        return kubectl;
    }

    /** The version of the kubelet process. */
    public KubernetesVersion runningKubelet() {
        return kubelet.running();
    }

    public MinorVersion repository() {
        return repository;
    }

    boolean isControlPlane() {
        return role == Role.CONTROL_PLANE;
    }

    KubernetesVersion version(PackageRevision revision) {
        return KubernetesVersion.of(revision);
    }

    Kubelet kubelet() {
        return kubelet;
    }

    StaticPods staticPods() {
        return staticPods;
    }

    ProtocolMemory memory() {
        return memory;
    }

    boolean isDiskFull() {
        return diskFull;
    }

    void fillDisk(boolean full) {
        diskFull = full;
    }

    void installKubeadm(PackageRevision revision) {
        kubeadm = revision;
    }

    void installKubelet(PackageRevision revision) {
        kubelet.install(revision);
        kubectl = revision;
    }

    void switchRepository(MinorVersion minor) {
        repository = minor;
    }

    void configureKubelet(KubernetesVersion version) {
        kubeletConfiguration = version;
    }

    /** kubeadm upgrade ended well here for this version. */
    void complete(KubernetesVersion version) {
        completed = Optional.of(version);
    }

    boolean hasCompleted(KubernetesVersion version) {
        return completed.filter(version::equals).isPresent();
    }

    KubernetesVersion kubeletConfiguration() {
        return kubeletConfiguration;
    }

    /** Whether the permanent repository file offers this revision. */
    boolean offers(PackageRevision revision) {
        return world.packages.of(repository).contains(revision);
    }

    boolean isCached(PackageRevision revision) {
        return cached.contains(revision.text());
    }

    void cache(PackageRevision revision) {
        cached.add(revision.text());
    }

    boolean hasImages(KubernetesVersion version) {
        return images.containsAll(Images.all(version));
    }

    void pullImages(KubernetesVersion version) {
        images.addAll(Images.all(version));
    }

    boolean save(String key) {
        var now = new Saved(kubeadm, kubelet.installed(), kubectl, repository, kubeletConfiguration);
        return saved.putIfAbsent(key, now) == null;
    }

    Optional<Saved> saved(String key) {
        return Optional.ofNullable(saved.get(key));
    }

    /** Puts back everything but the kubelet's process. */
    void restore(Saved former) {
        completed = Optional.empty();
        repository = former.repository();
        kubeadm = former.kubeadm();
        kubectl = former.kubectl();
        kubelet.install(former.kubelet());
        kubeletConfiguration = former.kubeletConfiguration();
    }

    /** Everything on it stops and starts again; runs that were under way are lost. */
    void reboot() {
        bootId = world.uid();
        memory.loseAll("reboot");
        staticPods.restartAll();
        world.store.pods().stream()
                .filter(pod -> pod.isOn(name) && pod.ready() && !pod.isMirror())
                .forEach(pod -> world.store.put(pod.notReady(world.now())));
        kubelet.restart();
    }
}
