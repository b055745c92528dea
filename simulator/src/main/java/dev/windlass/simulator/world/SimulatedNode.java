package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final ActingLock acting = new ActingLock();
    private final Troubles troubles = new Troubles();
    private final Map<Verb, KubernetesVersion> completed = new EnumMap<>(Verb.class);
    private final SortedMap<String, Saved> saved = new TreeMap<>();
    private final SortedSet<String> cached = new TreeSet<>();
    private final SortedSet<String> images = new TreeSet<>();
    private PackageRevision kubeadm;
    private PackageRevision kubectl;
    private final Repository repository;
    private KubernetesVersion kubeletConfiguration;
    private boolean interrupted;
    private boolean up = true;

    /** What save-configuration keeps. */
    record Saved(
            Instant at,
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
        this.repository = new Repository(world, version(installed).series());
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

    /** The version of the API server that runs here; empty on a worker. */
    public Optional<KubernetesVersion> apiServer() {
        return isControlPlane() ? Optional.of(staticPods.version(Component.API_SERVER)) : Optional.empty();
    }

    /** Whether the manifest of a component is what kubeadm of this version writes. */
    public boolean hasManifest(Component component, KubernetesVersion version) {
        return !staticPods.differs(component, version);
    }

    public MinorVersion repository() {
        return repository.minor();
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

    ActingLock acting() {
        return acting;
    }

    Troubles troubles() {
        return troubles;
    }

    /** False while it has no power. */
    public boolean isUp() {
        return up;
    }

    /** Whether a package manager was killed in the middle of an installation. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** A package manager is at it; whoever kills it now leaves it like this. */
    void unpack(boolean now) {
        interrupted = now;
    }

    void installKubeadm(PackageRevision revision) {
        kubeadm = revision;
    }

    void installKubelet(PackageRevision revision) {
        kubelet.install(revision);
        kubectl = revision;
    }

    /** Its lists are still to be read. */
    void switchRepository(MinorVersion minor) {
        repository.name(minor);
    }

    void readRepository() {
        repository.read();
    }

    boolean hasReadRepositoryLately() {
        return repository.isReadLately();
    }

    void configureKubelet(KubernetesVersion version) {
        kubeletConfiguration = version;
    }

    /** kubeadm upgrade ended well here for this version. */
    void complete(Verb verb, KubernetesVersion version) {
        completed.put(verb, version);
    }

    boolean hasCompleted(Verb verb, KubernetesVersion version) {
        return version.equals(completed.get(verb));
    }

    KubernetesVersion kubeletConfiguration() {
        return kubeletConfiguration;
    }

    /** What the repository offers, as far as its lists were read. */
    List<PackageRevision> offered() {
        return repository.offered();
    }

    boolean offers(PackageRevision revision) {
        return offered().contains(revision);
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
        var now =
                new Saved(world.now(), kubeadm, kubelet.installed(), kubectl, repository.minor(), kubeletConfiguration);
        return saved.putIfAbsent(key, now) == null;
    }

    /** Forgets what was saved more than so many whole days ago, or all with 0, but what was saved last; says which. */
    List<String> pruneSaved(long days) {
        var newest = saved.values().stream().map(Saved::at).max(Instant::compareTo);
        var old = saved.entrySet().stream()
                .filter(one -> !one.getValue().at().equals(newest.orElseThrow()))
                .filter(one -> days == 0
                        || Duration.between(one.getValue().at(), world.now()).toDays() > days)
                .map(Map.Entry::getKey)
                .toList();
        saved.keySet().removeAll(old);
        return old;
    }

    Optional<Saved> saved(String key) {
        return Optional.ofNullable(saved.get(key));
    }

    /** Puts back everything but the kubelet's process. */
    void restore(Saved former) {
        completed.remove(Verb.UPGRADE_NODE);
        repository.putBack(former.repository());
        kubeadm = former.kubeadm();
        kubectl = former.kubectl();
        kubelet.install(former.kubelet());
        kubeletConfiguration = former.kubeletConfiguration();
    }

    /** Kills every process of a run; false when it has none. */
    boolean kill(Run run) {
        if (run.is(Run.Phase.WAITING)) {
            run.unclaim();
        } else if (run.is(Run.Phase.ACTING)) {
            run.lose("killed");
        } else {
            return false;
        }
        acting.leave(run);
        return true;
    }

    /** Everything on it ends at once. What the disk holds stays: the token, and the outcomes of runs. */
    void powerOff() {
        if (!up) {
            return;
        }
        up = false;
        acting.clear();
        for (var run : memory.runs()) {
            if (run.is(Run.Phase.ACTING)) {
                run.lose("reboot");
            } else if (run.is(Run.Phase.WAITING)) {
                run.unclaim();
            }
        }
        kubelet.stop();
        staticPods.stopAll();
        world.truth.happened(new Occurrence.HostWentDown(world.now(), name));
    }

    /** It boots, and its kubelet starts what belongs on it. */
    void powerOn() {
        if (up) {
            return;
        }
        up = true;
        bootId = world.uid();
        world.truth.happened(new Occurrence.HostCameUp(world.now(), name));
        kubelet.boot();
    }
}
