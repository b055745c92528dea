package dev.windlass.simulator.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A kubeadm cluster as a model. Everything happens at {@link #now()}, which only {@link #advanceTo} moves; between two calls
 * nothing moves. Not thread-safe.
 */
public final class SimulatedCluster implements ObjectView {
    private final World world;
    private final Pods pods;
    private final Budgets budgets;
    private final NodeProtocol protocol;
    private final KubeadmConfig config;
    private final Controllers controllers;
    private int lateEvictions;
    private long listed = -1;
    private List<String> apiServers = List.of();

    /** A healthy cluster whose clock stands at {@code start}. */
    public SimulatedCluster(ClusterShape shape, Instant start) {
        world = new World(start.minus(shape.timing().beginning()), shape.timing(), shape.packages(), shape.seed());
        pods = new Pods(world);
        budgets = new Budgets(world, pods);
        config = new KubeadmConfig(world, shape.version());
        protocol = new NodeProtocol(world);
        controllers = new Controllers(world, pods, budgets);
        new Beginning(world, shape, new Workloads(world, pods, () -> {})).create(config);
        var verbs = new Verbs(world, new Kubeadm(world, config));
        world.hosts.values().forEach(host -> host.acting().whenItsTurnComes(run -> verbs.begin(run, host)));
        new NodeMonitor(world).begin();
        world.hosts.values().forEach(host -> host.kubelet().restart());
        advanceTo(start);
    }

    // ---- time

    public Instant now() {
        return world.now();
    }

    /** Lets everything happen that is due until then. Earlier times change nothing. */
    public void advanceTo(Instant until) {
        controllers.settle();
        world.agenda.advanceTo(until, controllers::settle);
    }

    /** When something happens next. */
    public Optional<Instant> nextEvent() {
        return world.agenda.next();
    }

    // ---- hosts

    /**
     * Runs {@code windlass-node WORDS...} on a host.
     *
     * @throws IllegalStateException when it is down
     */
    public Answer command(NodeName node, List<String> words) {
        var host = world.host(node.text());
        if (!host.isUp()) {
            throw new IllegalStateException(node + " is down");
        }
        var answer = protocol.answer(host, words);
        if (answer.isOutsideProtocol()) {
            foreignCommand(node, words);
        }
        controllers.settle();
        return answer;
    }

    /** Records a command that is not in the node protocol at all; nothing is done about it. */
    public void foreignCommand(NodeName node, List<String> words) {
        world.truth.happened(new Occurrence.OutsideProtocol(now(), node.text(), words));
    }

    public SimulatedNode host(NodeName node) {
        return world.host(node.text());
    }

    public List<SimulatedNode> hosts() {
        return List.copyOf(world.hosts.values());
    }

    // ---- the Kubernetes API

    /** Whether an API server answers at all. */
    public boolean apiAvailable() {
        return world.apiAvailable();
    }

    /** The lowest version of the API servers that answer. */
    public Optional<KubernetesVersion> apiVersion() {
        return world.lowestApiServer();
    }

    /** The API servers that answer, each as its node and how often it was started: clients are cut off when this changes. */
    public List<String> apiServers() {
        if (listed != world.touched()) {
            listed = world.touched();
            apiServers = world.isApiCut()
                    ? List.of()
                    : world.hosts.values().stream()
                            .filter(host -> host.staticPods().apiServes())
                            .map(host -> host.name() + "#" + host.staticPods().generation(Component.API_SERVER))
                            .toList();
        }
        return apiServers;
    }

    /** Moves with every change of what runs on hosts, which the objects may show later or never. */
    public long touched() {
        return world.touched();
    }

    @Override
    public long revision() {
        return world.store.revision();
    }

    @Override
    public Optional<Resource> find(Kind kind, String namespace, String name) {
        return world.store.find(kind, namespace, name);
    }

    @Override
    public List<Resource> list(Kind kind) {
        return world.store.list(kind);
    }

    public <T extends Resource> List<T> list(Class<T> type, Kind kind) {
        return world.store.list(type, kind);
    }

    /** The changes after a revision, oldest first; empty when that revision is too old to know (410 Gone). */
    public Optional<List<Change>> changesAfter(Kind kind, long revision) {
        return world.store.changesAfter(kind, revision);
    }

    /** The objects as they were at an earlier revision; empty when that is too old to know. */
    public Optional<ObjectView> asOf(long revision) {
        return world.store.asOf(revision);
    }

    /** The version of the API server that listens at a node's own address; empty when none answers there. */
    public Optional<KubernetesVersion> apiServerAt(String address) {
        return world.isApiCut()
                ? Optional.empty()
                : world.store.nodes().stream()
                        .filter(node -> node.address().equals(address))
                        .map(node -> world.host(node.meta().name()).staticPods())
                        .filter(StaticPods::apiServes)
                        .map(pods -> pods.version(Component.API_SERVER))
                        .findFirst();
    }

    /** Writes what clients may write to a node. */
    public Resource.Node updateNode(
            NodeName node,
            boolean unschedulable,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations) {
        var present = world.node(node.text()).orElseThrow();
        world.store.put(present.withMeta(present.meta().withLabels(labels).withAnnotations(annotations))
                .withUnschedulable(unschedulable));
        controllers.settle();
        return world.node(node.text()).orElseThrow();
    }

    /** @param onlyUid the precondition; empty for none */
    public Eviction evict(String namespace, String pod, String onlyUid) {
        var answer = budgets.evict(namespace, pod, onlyUid);
        lateEvictions += answer instanceof Eviction.OtherPod ? 1 : 0;
        controllers.settle();
        return answer;
    }

    /** What people run in it. */
    public Workloads workloads() {
        return new Workloads(world, pods, controllers::settle);
    }

    /** The version in kubeadm-config. */
    public KubernetesVersion configured() {
        return config.version();
    }

    // ---- faults

    /** From now on every kubelet version of this node other than the running one crashes when it starts. */
    public void breakKubelet(NodeName node) {
        world.host(node.text()).kubelet().breakOthers();
    }

    public void repairKubelet(NodeName node) {
        world.host(node.text()).kubelet().repair();
    }

    /** The kubelet's process ends and stays away. */
    public void stopKubelet(NodeName node) {
        world.host(node.text()).kubelet().stop();
    }

    /** As systemctl start kubelet: nothing where it runs, or where the host is down. */
    public void startKubelet(NodeName node) {
        world.host(node.text()).kubelet().start();
        controllers.settle();
    }

    public void fillDisk(NodeName node, boolean full) {
        world.host(node.text()).troubles().fillDisk(full);
    }

    public void reboot(NodeName node) {
        faults(node).reboot(Duration.ZERO);
    }

    /** Whatever else can happen to a host. */
    public HostFaults faults(NodeName node) {
        return new HostFaults(world, world.host(node.text()), controllers::settle);
    }

    /** Cuts every API server off from everybody, or lets them be reached again. */
    public void cutApi(boolean cut) {
        world.cutApi(cut);
        controllers.settle();
    }

    /** From now on no controller manager leads, or one does again. */
    public void stopControllers(boolean stopped) {
        world.stopControllers(stopped);
        controllers.settle();
    }

    // ---- the truth

    /** How often an eviction came when another pod had the name already. */
    public int lateEvictions() {
        return lateEvictions;
    }

    public Truth truth() {
        return world.truth;
    }

    public List<NodeName> cordoned() {
        return world.store.nodes().stream()
                .filter(Resource.Node::unschedulable)
                .map(node -> new NodeName(node.meta().name()))
                .toList();
    }
}
