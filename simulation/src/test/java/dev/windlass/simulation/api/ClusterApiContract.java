package dev.windlass.simulation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ApiServer;
import dev.windlass.kubernetes.api.ClusterApi;
import dev.windlass.kubernetes.api.Evictions;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.judgement.Budget;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ReplicationControllerList;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.VersionInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the product relies on in a cluster's API. Where two clusters differ in it, the simulated one is wrong. */
abstract class ClusterApiContract {
    private static final String NOTE = "windlass.dev/contract";

    ContractCluster cluster;
    ClusterApi api;

    abstract ContractCluster cluster() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        cluster = cluster();
        api = cluster.api();
        for (var name : List.of(ContractShape.FREE, ContractShape.GUARDED, ContractShape.TWICE)) {
            cluster.until(name + " runs", () -> Optional.of(pod(name)).filter(ClusterApiContract::isReady));
        }
        cluster.until(
                "no cordon is left",
                () -> Optional.of(node(cluster.worker()))
                        .filter(node -> !isCordoned(node) && taints(node).isEmpty()));
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    // ---- what is read

    @Test
    void shouldFindWhatIsThereAndNothingElse() throws Exception {
        assertThat(api.find(Node.class, Resources.node(cluster.worker()))).isPresent();
        assertThat(api.find(Node.class, Resources.node(new NodeName("nobody")))).isEmpty();
        assertThat(api.find(StatefulSet.class, Resources.apps(ContractShape.NAMESPACE, "statefulsets") + "/none"))
                .isEmpty();
        assertThat(api.find(Deployment.class, Resources.apps("nowhere", "deployments") + "/none"))
                .isEmpty();
        assertThatThrownBy(() -> api.get(Node.class, Resources.node(new NodeName("nobody"))))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.REFUSED))
                .hasMessageContaining("nodes \"nobody\" not found");
    }

    @Test
    void shouldShowNodes() throws Exception {
        var nodes = api.list(NodeList.class, Resources.NODES, Map.of());

        assertThat(nodes)
                .extracting(node -> node.getMetadata().getName())
                .containsExactly(cluster.controlPlane().text(), cluster.worker().text());
        assertThat(nodes.getFirst().getMetadata().getLabels()).containsKey("node-role.kubernetes.io/master");
        assertThat(nodes.getLast().getMetadata().getLabels())
                .doesNotContainKeys("node-role.kubernetes.io/master", "node-role.kubernetes.io/control-plane");
        assertThat(taints(nodes.getFirst())).containsExactly("node-role.kubernetes.io/master:NoSchedule");
        for (var node : nodes) {
            var info = node.getStatus().getNodeInfo();
            assertThat(info.getKubeletVersion()).isEqualTo(cluster.version().toString());
            assertThat(info.getMachineID()).isNotBlank();
            assertThat(info.getBootID()).isNotBlank();
            assertThat(internalIp(node)).isNotBlank();
            var ready = node.getStatus().getConditions().stream()
                    .filter(condition -> condition.getType().equals("Ready"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ready.getStatus()).isEqualTo("True");
            assertThat(Instant.parse(ready.getLastHeartbeatTime()))
                    .isBetween(
                            Instant.parse(ready.getLastTransitionTime()),
                            cluster.now().plusSeconds(2));
            assertThat(node.getSpec().getUnschedulable()).isNull();
        }
    }

    @Test
    void shouldSelectPods() throws Exception {
        var onWorker = api.list(PodList.class, Resources.PODS, Resources.onNode(cluster.worker()));
        assertThat(onWorker)
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName())
                        .isEqualTo(cluster.worker().text()));
        assertThat(onWorker)
                .extracting(pod -> pod.getMetadata().getNamespace() + "/"
                        + pod.getMetadata().getName())
                .isSortedAccordingTo(Comparator.comparing((String name) -> name.replace('/', ' ')));

        var ofControlPlane = api.list(PodList.class, Resources.SYSTEM_PODS, Resources.CONTROL_PLANE_PODS);
        assertThat(ofControlPlane)
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(
                        "etcd-" + cluster.controlPlane(),
                        "kube-apiserver-" + cluster.controlPlane(),
                        "kube-controller-manager-" + cluster.controlPlane(),
                        "kube-scheduler-" + cluster.controlPlane());
        assertThat(api.list(NodeList.class, Resources.NODES, Resources.named(cluster.worker())))
                .extracting(node -> node.getMetadata().getName())
                .containsExactly(cluster.worker().text());
    }

    @Test
    void shouldListNothingWhereNothingIs() throws Exception {
        assertThat(api.list(ReplicationControllerList.class, Resources.controllers(ContractShape.NAMESPACE), Map.of()))
                .isEmpty();
        assertThat(api.list(PodList.class, "/api/v1/namespaces/nowhere/pods", Map.of()))
                .isEmpty();
        assertThat(api.list(PodList.class, Resources.PODS, Resources.onNode(new NodeName("nobody"))))
                .isEmpty();
    }

    @Test
    void shouldRefuseAFieldThatCannotSelect() {
        assertThatThrownBy(() -> api.list(PodList.class, Resources.PODS, Map.of("fieldSelector", "spec.shoeSize=43")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.REFUSED))
                .hasMessageContaining("400")
                .hasMessageContaining("field label not supported: spec.shoeSize");
    }

    @Test
    void shouldShowStaticPods() throws Exception {
        var node = node(cluster.controlPlane());
        for (var component : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
            var pod = api.get(Pod.class, Resources.systemPod(component + "-" + cluster.controlPlane()));
            assertThat(pod.getMetadata().getAnnotations())
                    .containsKeys("kubernetes.io/config.mirror", "kubernetes.io/config.hash")
                    .containsEntry("kubernetes.io/config.source", "file");
            assertThat(controller(pod).map(OwnerReference::getKind)).contains("Node");
            assertThat(controller(pod).map(OwnerReference::getUid))
                    .contains(node.getMetadata().getUid());
            assertThat(pod.getSpec().getNodeName())
                    .isEqualTo(cluster.controlPlane().text());
            assertThat(pod.getSpec().getHostNetwork()).isTrue();
            assertThat(pod.getStatus().getPodIP())
                    .isEqualTo(pod.getStatus().getHostIP())
                    .isEqualTo(internalIp(node));
            var container = pod.getSpec().getContainers().getFirst();
            assertThat(container.getName()).isEqualTo(component);
            assertThat(container.getImage()).endsWith("/" + component + ":" + cluster.version());
            assertThat(pod.getStatus().getContainerStatuses().getFirst().getImage())
                    .endsWith("/" + component + ":" + cluster.version());
            assertThat(isReady(pod)).isTrue();
        }
        assertThat(api.get(Pod.class, Resources.systemPod("kube-apiserver-" + cluster.controlPlane()))
                        .getMetadata()
                        .getAnnotations())
                .containsEntry(
                        "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint", internalIp(node) + ":6443");
    }

    @Test
    void shouldShowTheAddOns() throws Exception {
        var proxy = api.get(DaemonSet.class, Resources.apps("kube-system", "daemonsets") + "/kube-proxy");
        assertThat(proxy.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith("/kube-proxy:" + cluster.version());
        assertThat(proxy.getStatus().getDesiredNumberScheduled()).isEqualTo(2);
        assertThat(proxy.getStatus().getNumberAvailable()).isEqualTo(2);
        assertThat(proxy.getStatus().getUpdatedNumberScheduled()).isEqualTo(2);
        assertThat(proxy.getStatus().getObservedGeneration())
                .isEqualTo(proxy.getMetadata().getGeneration());
        assertThat(api.find(ConfigMap.class, Resources.configMap("kube-proxy"))).isPresent();
        assertThat(api.find(ConfigMap.class, Resources.configMap("coredns"))).isPresent();
        assertThat(api.find(Deployment.class, Resources.apps("kube-system", "deployments") + "/coredns"))
                .isPresent();
        assertThat(api.get(ConfigMap.class, Resources.configMap("kubeadm-config"))
                        .getData()
                        .get("ClusterConfiguration"))
                .contains("kubernetesVersion: " + cluster.version());
    }

    @Test
    void shouldShowWhoOwnsAPod() throws Exception {
        var pod = pod(ContractShape.FREE);
        var set = controller(pod).orElseThrow();
        assertThat(set.getKind()).isEqualTo("ReplicaSet");
        var replicas =
                api.get(ReplicaSet.class, Resources.apps(ContractShape.NAMESPACE, "replicasets") + "/" + set.getName());
        assertThat(replicas.getMetadata().getUid()).isEqualTo(set.getUid());
        assertThat(replicas.getStatus().getAvailableReplicas()).isEqualTo(1);
        var above = controller(replicas).orElseThrow();
        assertThat(above.getKind()).isEqualTo("Deployment");
        assertThat(above.getName()).isEqualTo(ContractShape.FREE);
        assertThat(deployment(ContractShape.FREE).getStatus().getAvailableReplicas())
                .isEqualTo(1);

        var ofDaemonSet = api.list(PodList.class, Resources.PODS, Resources.onNode(cluster.worker())).stream()
                .filter(each -> each.getMetadata().getName().startsWith("kube-proxy-"))
                .findFirst()
                .orElseThrow();
        assertThat(controller(ofDaemonSet).map(OwnerReference::getKind)).contains("DaemonSet");
    }

    @Test
    void shouldSayItsVersion() throws Exception {
        assertThat(api.get(VersionInfo.class, "/version").getGitVersion())
                .isEqualTo(cluster.version().toString());
        var address = internalIp(node(cluster.controlPlane())) + ":6443";
        assertThat(api.server(address).look())
                .isEqualTo(
                        cluster.reachesServers()
                                ? new ApiServer.State.Answers(cluster.version().toString())
                                : new ApiServer.State.OutOfReach());
        assertThat(api.server(internalIp(node(cluster.worker())) + ":6443").look())
                .isEqualTo(new ApiServer.State.OutOfReach());
    }

    @Test
    void shouldTellTheTime() throws Exception {
        node(cluster.worker());

        assertThat(Duration.between(api.serverTime(), cluster.now()).abs()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldRenewLeases() throws Exception {
        var first = lease();
        assertThat(first.getSpec().getHolderIdentity())
                .isEqualTo(cluster.worker().text());
        assertThat(first.getSpec().getLeaseDurationSeconds()).isEqualTo(40);

        var next = cluster.until(
                "the lease is renewed",
                () -> Optional.of(lease())
                        .filter(lease -> !lease.getSpec()
                                .getRenewTime()
                                .equals(first.getSpec().getRenewTime())));

        assertThat(next.getSpec().getRenewTime()).isAfter(first.getSpec().getRenewTime());
    }

    @Test
    void shouldTellOfEachStartOfAKubelet() throws Exception {
        assertThat(starts()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("Node");
            assertThat(event.getInvolvedObject().getName())
                    .isEqualTo(cluster.worker().text());
            assertThat(event.getReason()).isEqualTo("Starting");
            assertThat(event.getLastTimestamp()).isNotNull();
        });
        assertThat(starts())
                .anySatisfy(
                        event -> assertThat(event.getSource().getComponent()).isEqualTo("kubelet"));
    }

    private List<Event> starts() throws Exception {
        return api.list(EventList.class, Resources.NODE_EVENTS, Resources.startsOn(cluster.worker()));
    }

    // ---- what is written

    @Test
    void shouldPatchWhatWasRead() throws Exception {
        var read = node(cluster.worker());

        patch(read, annotation("one"));

        var written = node(cluster.worker());
        assertThat(written.getMetadata().getAnnotations())
                .containsEntry(NOTE, "one")
                .containsAllEntriesOf(without(NOTE, read.getMetadata().getAnnotations()));
        assertThat(written.getMetadata().getResourceVersion())
                .isNotEqualTo(read.getMetadata().getResourceVersion());
        assertThat(written.getMetadata().getUid()).isEqualTo(read.getMetadata().getUid());
    }

    @Test
    void shouldRefuseAPatchOfWhatHasChanged() throws Exception {
        var read = node(cluster.worker());
        change(annotation("first " + cluster.now()));

        assertThatThrownBy(() -> patch(read, annotation("late")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.CONFLICT))
                .hasMessageContaining("the object has been modified");

        assertThat(node(cluster.worker()).getMetadata().getAnnotations().get(NOTE))
                .startsWith("first");
    }

    @Test
    void shouldPatchWithoutACondition() throws Exception {
        change(annotation("there"));
        assertThat(node(cluster.worker()).getMetadata().getAnnotations()).containsEntry(NOTE, "there");

        change(annotation(null));
        assertThat(node(cluster.worker()).getMetadata().getAnnotations()).doesNotContainKey(NOTE);

        change(annotation(null));
        assertThat(node(cluster.worker()).getMetadata().getAnnotations()).doesNotContainKey(NOTE);
    }

    @Test
    void shouldLeaveWhatAPatchDoesNotChange() throws Exception {
        change(annotation("same"));

        // A kubelet's or a controller's own write may come between two reads.
        cluster.until("a patch that changes nothing is no write", () -> {
            var before = node(cluster.worker());
            change(annotation("same"));
            var after = node(cluster.worker());
            return Optional.of(after.getMetadata().getResourceVersion())
                    .filter(before.getMetadata().getResourceVersion()::equals);
        });
    }

    @Test
    void shouldRefuseToPatchNothing() {
        assertThatThrownBy(() -> api.patch(Resources.node(new NodeName("nobody")), annotation("late")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.REFUSED));
    }

    @Test
    void shouldCordonAndUncordon() throws Exception {
        var read = node(cluster.worker());
        patch(
                read,
                Map.of("metadata", Map.of("annotations", Map.of(NOTE, "ours")), "spec", Map.of("unschedulable", true)));
        assertThat(isCordoned(node(cluster.worker()))).isTrue();
        assertThat(node(cluster.worker()).getMetadata().getAnnotations()).containsEntry(NOTE, "ours");
        cluster.until(
                "the taint comes",
                () -> Optional.of(taints(node(cluster.worker())))
                        .filter(taints -> taints.contains("node.kubernetes.io/unschedulable:NoSchedule")));

        var unschedulable = new LinkedHashMap<String, @Nullable Object>();
        unschedulable.put("unschedulable", null);
        change(Map.of("spec", unschedulable));

        assertThat(isCordoned(node(cluster.worker()))).isFalse();
        cluster.until(
                "the taint goes",
                () -> Optional.of(taints(node(cluster.worker()))).filter(List::isEmpty));
    }

    // ---- evictions

    @Test
    void shouldNegotiateEvictions() throws Exception {
        var evictions = Evictions.negotiate(api);

        assertThat(evictions.version()).isEqualTo("policy/v1beta1");
        assertThat(evictions.budgetsPath()).contains("/apis/policy/v1beta1/poddisruptionbudgets");
    }

    @Test
    void shouldEvict() throws Exception {
        var evictions = Evictions.negotiate(api);
        var pod = pod(ContractShape.FREE);

        assertThat(evictions.evict(pod)).isEqualTo(new Evictions.Result.Accepted());

        var left = api.find(Pod.class, path(pod));
        assertThat(left.map(going -> going.getMetadata().getDeletionTimestamp() != null)
                        .orElse(true))
                .isTrue();
        if (left.isPresent()) {
            assertThat(evictions.evict(pod))
                    .as("once more")
                    .isInstanceOfAny(Evictions.Result.Accepted.class, Evictions.Result.Gone.class);
        }
        var next = cluster.until(
                "another pod runs",
                () -> Optional.of(pod(ContractShape.FREE))
                        .filter(each -> !each.getMetadata()
                                        .getUid()
                                        .equals(pod.getMetadata().getUid())
                                && isReady(each)));
        assertThat(next.getMetadata().getName()).isNotEqualTo(pod.getMetadata().getName());
        cluster.until(
                "the pod is gone",
                () -> api.find(Pod.class, path(pod)).isEmpty() ? Optional.of("gone") : Optional.empty());
        assertThat(evictions.evict(pod)).isEqualTo(new Evictions.Result.Gone());
    }

    @Test
    void shouldNotEvictAnotherPodOfThatName() throws Exception {
        var pod = pod(ContractShape.FREE);
        var former = new PodBuilder(pod)
                .editMetadata()
                .withUid("00000000-0000-4000-8000-000000000000")
                .endMetadata()
                .build();

        assertThat(Evictions.negotiate(api).evict(former)).isEqualTo(new Evictions.Result.Gone());

        assertThat(api.get(Pod.class, path(pod)).getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void shouldObeyABudget() throws Exception {
        var evictions = Evictions.negotiate(api);
        var pod = pod(ContractShape.GUARDED);
        var budget = cluster.until(
                "the budget is accounted for",
                () -> evictions.budgets().stream()
                        .filter(each -> each.covers(pod))
                        .findFirst());
        assertThat(budget).extracting(Budget::name).isEqualTo("guard");
        assertThat(budget.disruptionsAllowed()).isZero();

        assertThat(evictions.evict(pod)).isInstanceOfSatisfying(Evictions.Result.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
            assertThat(refused.retryAfter()).isEmpty();
        });

        assertThat(api.get(Pod.class, path(pod)).getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void shouldNotEvictUnderTwoBudgets() throws Exception {
        assertThat(Evictions.negotiate(api).evict(pod(ContractShape.TWICE)))
                .isInstanceOfSatisfying(
                        Evictions.Result.SeveralBudgets.class,
                        several -> assertThat(several.why()).contains("more than one PodDisruptionBudget"));
    }

    // ---- wakeups

    @Test
    void shouldWakeAfterAChange() throws Exception {
        try (var wakeups = api.wakeups()) {
            wakeups.on(Resources.NODES, Resources.named(cluster.worker()));
            // What is there already wakes once.
            assertThat(waited(wakeups)).isLessThan(Duration.ofSeconds(20));
            wakeups.reset();
            change(annotation("woken " + cluster.now()));

            assertThat(waited(wakeups)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void shouldWaitAsLongAsIsAskedFor() throws Exception {
        try (var wakeups = api.wakeups()) {
            wakeups.on(Resources.apps(ContractShape.NAMESPACE, "statefulsets"), Map.of());
            var before = cluster.clockwork().nanoTime();

            wakeups.await(Duration.ZERO, Duration.ofMillis(1_500));

            assertThat(Duration.ofNanos(cluster.clockwork().nanoTime() - before))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
        }
    }

    private Duration waited(dev.windlass.kubernetes.api.Wakeups wakeups) throws InterruptedException {
        var before = cluster.clockwork().nanoTime();
        wakeups.await(Duration.ZERO, Duration.ofSeconds(30));
        return Duration.ofNanos(cluster.clockwork().nanoTime() - before);
    }

    // ---- words

    private Node node(NodeName name) throws Exception {
        return api.get(Node.class, Resources.node(name));
    }

    private Lease lease() throws Exception {
        return api.get(Lease.class, Resources.lease(cluster.worker()));
    }

    private Deployment deployment(String name) throws Exception {
        return api.get(Deployment.class, Resources.apps(ContractShape.NAMESPACE, "deployments") + "/" + name);
    }

    /** The youngest one. */
    private Pod pod(String app) throws Exception {
        var pods = api.list(
                PodList.class,
                "/api/v1/namespaces/" + ContractShape.NAMESPACE + "/pods",
                Map.of("labelSelector", "app=" + app));
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseGet(Pod::new);
    }

    private static String path(Pod pod) {
        return "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
    }

    /** As the product does: under the condition that the node is still the one that was read. */
    @SuppressWarnings("unchecked")
    private void patch(Node read, Map<String, ?> patch) throws Exception {
        var conditional = new LinkedHashMap<String, Object>(patch);
        var metadata = new LinkedHashMap<>((Map<String, Object>) patch.get("metadata"));
        metadata.put("resourceVersion", read.getMetadata().getResourceVersion());
        conditional.put("metadata", metadata);
        api.patch(Resources.node(cluster.worker()), conditional);
    }

    private void change(Map<String, ?> patch) throws Exception {
        api.patch(Resources.node(cluster.worker()), patch);
    }

    private static Map<String, Object> annotation(@Nullable String text) {
        var annotations = new LinkedHashMap<String, @Nullable Object>();
        annotations.put(NOTE, text);
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    private static Map<String, String> without(String key, Map<String, String> map) {
        var rest = new LinkedHashMap<>(map);
        rest.remove(key);
        return rest;
    }

    private static boolean isCordoned(Node node) {
        return Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    private static List<String> taints(Node node) {
        return node.getSpec().getTaints().stream()
                .map(taint -> taint.getKey() + ":" + taint.getEffect())
                .toList();
    }

    private static String internalIp(Node node) {
        return node.getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .findFirst()
                .orElseThrow()
                .getAddress();
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
