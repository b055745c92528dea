package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A node's kubelet: its package, its process, and what the process does through the API server. */
final class Kubelet {
    /** The minor of Kubernetes 1 from which on a restart does not show as not Ready (kubernetes/kubernetes#124430). */
    private static final int READY_AT_ONCE = 31;

    private static final Duration LATE_EVENT = Duration.ofMillis(700);
    private static final Duration AGAIN = Duration.ofMillis(200);
    /** RestartSec of the packaged unit. */
    private static final Duration RESTART_AFTER = Duration.ofSeconds(10);

    private final World world;
    private final SimulatedNode host;
    private PackageRevision installed;
    private KubernetesVersion running;
    private Instant startedAt;
    private boolean active;
    private Optional<Instant> readySince = Optional.empty();
    private boolean booted;
    private int incarnation;
    private Optional<KubernetesVersion> onlyWorking = Optional.empty();
    private Optional<Duration> lifetime = Optional.empty();
    private final SortedSet<String> handled = new TreeSet<>();

    Kubelet(World world, SimulatedNode host, PackageRevision installed) {
        this.world = world;
        this.host = host;
        this.installed = installed;
        this.running = KubernetesVersion.of(installed);
        this.startedAt = world.now();
    }

    PackageRevision installed() {
        return installed;
    }

    void install(PackageRevision revision) {
        installed = revision;
    }

    KubernetesVersion running() {
        return running;
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isRunning() {
        return active;
    }

    /** Since when this process has been Ready; empty before, and when it does not run. */
    Optional<Instant> readySince() {
        return readySince;
    }

    int pid() {
        return 1_000 + incarnation * 37;
    }

    /** From now on every version other than the present one crashes after its start. */
    void breakOthers() {
        onlyWorking = Optional.of(running);
        lifetime = Optional.empty();
    }

    /** From now on every version other than the present one crashes so long after each start, and systemd starts it again. */
    void crashOthers(Duration after) {
        onlyWorking = Optional.of(running);
        lifetime = Optional.of(after);
    }

    /** systemd starts a kubelet again that has crashed: not one that was stopped, nor one on a host that is down. */
    void repair() {
        var crashes = onlyWorking.filter(version -> !version.equals(running)).isPresent() && !active && host.isUp();
        onlyWorking = Optional.empty();
        lifetime = Optional.empty();
        if (crashes) {
            restart();
        }
    }

    void stop() {
        incarnation++;
        active = false;
        readySince = Optional.empty();
        world.touch();
    }

    void start() {
        if (!active && host.isUp()) {
            restart();
        }
    }

    /** systemctl restart kubelet. */
    void restart() {
        stop();
        running = KubernetesVersion.of(installed);
        startedAt = world.now();
        handled.clear();
        var broken = onlyWorking.filter(version -> !version.equals(running)).isPresent();
        if (broken && lifetime.isEmpty()) {
            return;
        }
        active = true;
        world.touch();
        noticeSkew();
        host.staticPods().follow();
        comesToLife();
        // The status waits for the registration, and for the runtime: on some starts much longer than the lease.
        later(world.timing.kubeletRegister().multipliedBy(1 + world.upTo(4)), this::register);
        if (broken) {
            later(lifetime.orElseThrow(), this::crash);
        }
    }

    /** What ran before is gone; the API shows it as it was until this kubelet looks at it. */
    void boot() {
        booted = true;
        restart();
    }

    private void findsNothingRunning() {
        booted = false;
        world.store.pods().stream()
                .filter(pod -> pod.isOn(host.name()) && pod.ready() && !pod.isMirror())
                .forEach(pod -> world.store.put(pod.notReady(world.now())));
    }

    private void crash() {
        if (lifetime.isPresent()) {
            stop();
            later(RESTART_AFTER, this::restart);
        }
    }

    private void noticeSkew() {
        world.hosts.values().stream()
                .filter(other -> other.isControlPlane() && other.staticPods().hasManifest(Component.API_SERVER))
                .filter(other -> running.series()
                                .above(other.staticPods()
                                        .version(Component.API_SERVER)
                                        .series())
                        > 0)
                .forEach(other -> world.violated(
                        Truth.Rule.VERSIONS,
                        host,
                        "the kubelet of %s is %s while the API server of %s is %s"
                                .formatted(
                                        host.name(),
                                        running,
                                        other.name(),
                                        other.staticPods().version(Component.API_SERVER))));
    }

    private void later(Duration delay, Runnable what) {
        var mine = incarnation;
        world.agenda.after(delay, () -> {
            if (incarnation == mine) {
                what.run();
            }
        });
    }

    private void throughApi(Runnable what) {
        if (world.apiAvailable()) {
            what.run();
        } else {
            later(AGAIN, () -> throughApi(what));
        }
    }

    /** The lease has a loop of its own, and so have events: both are written at once, and the event may be the later one. */
    private void comesToLife() {
        renewLease();
        later(Duration.ofMillis(world.upTo(LATE_EVENT.toMillis())), () -> throughApi(this::saysThatItHasStarted));
    }

    private void saysThatItHasStarted() {
        var meta = world.meta("default", host.name() + "." + world.suffix(10));
        world.store.put(new Resource.Event(meta, host.name(), "Starting", "Starting kubelet.", world.now()));
    }

    /** From 1.31 on a kubelet knows its runtime before it writes its first status, so that no restart shows as not Ready. */
    private void register() {
        throughApi(() -> {
            if (running.series().minor() >= READY_AT_ONCE) {
                becomeReady();
                return;
            }
            world.node(host.name())
                    .ifPresent(node -> world.store.put(
                            node.reporting(Readiness.starting(world.now(), node.ready()), running, host.bootId())));
            later(world.timing.kubeletReady(), this::becomeReady);
        });
    }

    private void becomeReady() {
        throughApi(() -> {
            if (booted) {
                findsNothingRunning();
            }
            readySince = Optional.of(world.now());
            world.touch();
            world.node(host.name())
                    .ifPresent(node -> world.store.put(
                            node.reporting(Readiness.ready(world.now(), node.ready()), running, host.bootId())));
        });
    }

    private void renewLease() {
        if (world.apiAvailable()) {
            world.store
                    .find(Resource.Lease.class, Kind.LEASE, "kube-node-lease", host.name())
                    .ifPresent(lease -> world.store.put(lease.renewedAt(world.now())));
        }
        later(world.timing.leaseRenewal(), this::renewLease);
    }

    /** What the process does about pods and its own status, whenever something changed. Needs the API server. */
    void sync() {
        if (!active || readySince.isEmpty()) {
            return;
        }
        world.node(host.name())
                .filter(node -> !node.isReady())
                .ifPresent(node -> world.store.put(
                        node.reporting(Readiness.ready(world.now(), node.ready()), running, host.bootId())));
        host.staticPods().showMirrors();
        for (var pod : world.store.pods()) {
            if (pod.isOn(host.name()) && !pod.isMirror()) {
                sync(pod);
            }
        }
    }

    private void sync(Pod pod) {
        var uid = pod.meta().uid();
        if (pod.isTerminating()) {
            if (handled.add("stop " + uid)) {
                later(world.timing.podStop(), () -> throughApi(() -> withPod(pod, world.store::remove)));
            }
        } else if (!pod.ready() && handled.add("start " + uid)) {
            later(world.timing.podStart(), () -> start(pod));
        }
    }

    private void start(Pod pod) {
        var tooNew = world.lowestApiServer()
                .filter(api -> running.series().above(api.series()) > 0)
                .isPresent();
        if (tooNew) {
            withPod(
                    pod,
                    now -> world.store.put(
                            now.waitingFor("services have not yet been read at least once, cannot construct envvars")));
            later(AGAIN.multipliedBy(5), () -> start(pod));
            return;
        }
        throughApi(() -> withPod(pod, now -> {
            handled.remove("start " + now.meta().uid());
            if (!now.isTerminating()) {
                world.store.put(now.running(world.now()));
            }
        }));
    }

    private void withPod(Pod pod, java.util.function.Consumer<Pod> then) {
        world.store
                .find(Pod.class, Kind.POD, pod.meta().namespace(), pod.meta().name())
                .filter(now -> now.meta().uid().equals(pod.meta().uid()))
                .ifPresent(then);
    }
}
