package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** What the parts of the model share: the objects, the agenda, the hosts, one source of chance, and the record of the truth. */
final class World {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    final ObjectStore store = new ObjectStore();
    final Agenda agenda;
    final Timing timing;
    final Truth truth = new Truth();
    final TreeMap<String, SimulatedNode> hosts = new TreeMap<>();
    final Packages packages;
    private final SplittableRandom chance;
    private long pods;
    private boolean apiCut;
    private boolean controllersStopped;
    private Optional<String> secret = Optional.empty();
    private long touched;
    private long quorumAt = -1;
    private boolean quorum;

    World(Instant start, Timing timing, Packages packages, long seed) {
        this.agenda = new Agenda(start);
        this.timing = timing;
        this.packages = packages;
        this.chance = new SplittableRandom(seed);
    }

    Instant now() {
        return agenda.now();
    }

    String uid() {
        return new UUID(chance.nextLong(), chance.nextLong()).toString();
    }

    String suffix(int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append(SUFFIX_LETTERS.charAt(chance.nextInt(SUFFIX_LETTERS.length())));
        }
        return text.toString();
    }

    /** From 0 to less than that. */
    long upTo(long bound) {
        return chance.nextLong(bound);
    }

    /** Whether some control plane serves such a component: what it does for the whole cluster is done. */
    boolean serves(Component component) {
        for (var host : hosts.values()) {
            if (host.staticPods().serves(component)) {
                return true;
            }
        }
        return false;
    }

    long nextPod() {
        return pods++;
    }

    Meta meta(String namespace, String name) {
        return Meta.of(namespace, name, uid(), now());
    }

    /** Whether at least one API server answers through the load balancer. */
    boolean apiAvailable() {
        if (apiCut) {
            return false;
        }
        for (var host : hosts.values()) {
            if (host.staticPods().apiServes()) {
                return true;
            }
        }
        return false;
    }

    /** Whether so many control planes serve their member of etcd that it takes writes. */
    boolean etcdHasQuorum() {
        if (quorumAt != touched) {
            quorumAt = touched;
            var members = 0;
            var serving = 0;
            for (var host : hosts.values()) {
                members += host.isControlPlane() ? 1 : 0;
                serving += host.staticPods().serves(Component.ETCD) ? 1 : 0;
            }
            quorum = 2 * serving > members;
        }
        return quorum;
    }

    /** Something beside the objects changed that controllers or kubelets react to. */
    void touch() {
        touched++;
    }

    /** Moves with every change of what runs on hosts, and with nothing else. */
    long touched() {
        return touched;
    }

    /** Moves when there may be something to react to. */
    long stir() {
        return touched + store.withoutLeases();
    }

    /** What every verb prints beside its own words. */
    Optional<String> secret() {
        return secret;
    }

    void letPrint(String line) {
        secret = Optional.of(line);
    }

    /** Controller managers run on, but none leads. */
    void stopControllers(boolean stopped) {
        controllersStopped = stopped;
        touch();
    }

    /** Whether what controllers do for the whole cluster is done. */
    boolean controls() {
        return !controllersStopped && serves(Component.CONTROLLER_MANAGER);
    }

    void cutApi(boolean cut) {
        apiCut = cut;
        touch();
    }

    boolean isApiCut() {
        return apiCut;
    }

    /** The lowest version of the API servers that serve. */
    Optional<KubernetesVersion> lowestApiServer() {
        KubernetesVersion lowest = null;
        for (var host : hosts.values()) {
            if (host.staticPods().apiServes()) {
                var version = host.staticPods().version(Component.API_SERVER);
                lowest = lowest == null || version.compareTo(lowest) < 0 ? version : lowest;
            }
        }
        return Optional.ofNullable(lowest);
    }

    Optional<Resource.Node> node(String name) {
        return store.find(Resource.Node.class, Kind.NODE, "", name);
    }

    SimulatedNode host(String name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("the simulated cluster has no node " + name);
        }
        return host;
    }

    void violated(Truth.Rule rule, SimulatedNode host, String words) {
        truth.violated(now(), rule, host.name(), words);
    }
}
