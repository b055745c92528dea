package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.each;
import static dev.windlass.runtime.codec.Values.known;
import static dev.windlass.runtime.codec.Values.maybe;
import static dev.windlass.runtime.codec.Values.text;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.NodeMemory;
import dev.windlass.core.upgrade.Recovery;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.schemas.wire.Recent;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeMap;

/** Snapshots of a cluster's state. */
final class StateMapping {
    /** The wire's records that a state shares with the states before it, as the core's values are the same ones. */
    static final Set<String> LASTING = Set.of("Topology", "NodeFacts", "Plan", "StepState");

    private static final Recent<Topology, dev.windlass.schemas.Topology> TOPOLOGIES = Recent.ofFew(Values::wire);
    private static final Recent<NodeFacts, dev.windlass.schemas.NodeFacts> FACTS = new Recent<>(Values::wire);
    private static final Recent<Plan, dev.windlass.schemas.Plan> PLANS = Recent.ofFew(PlanMapping::wire);
    private static final Recent<StepState, dev.windlass.schemas.StepState> STEPS = new Recent<>(StateMapping::wire);

    private StateMapping() {}

    static dev.windlass.schemas.ClusterState wire(ClusterState state) {
        return dev.windlass.schemas.ClusterState.newBuilder()
                .setCluster(state.cluster().text())
                .setSequence(state.sequence())
                .setToken(state.token())
                .setUpgrade(state.upgrade().map(StateMapping::wire).orElse(null))
                .setRequests(each(state.requests(), RequestId::text))
                .setBeneath(state.beneath().map(StateMapping::wire).orElse(null))
                .build();
    }

    static ClusterState core(dev.windlass.schemas.ClusterState state) {
        return new ClusterState(
                new ClusterName(state.getCluster()),
                state.getSequence(),
                state.getToken(),
                maybe(state.getUpgrade(), StateMapping::core),
                each(state.getRequests(), RequestId::new),
                maybe(state.getBeneath(), StateMapping::core));
    }

    private static dev.windlass.schemas.Upgrade wire(Upgrade upgrade) {
        return dev.windlass.schemas.Upgrade.newBuilder()
                .setId(upgrade.id().text())
                .setRequest(RequestMapping.wire(upgrade.request()))
                .setStatus(dev.windlass.schemas.Status.valueOf(upgrade.status().name()))
                .setStatusSince(upgrade.statusSince())
                .setAcceptedAt(upgrade.acceptedAt())
                .setTopology(upgrade.topology().map(TOPOLOGIES::of).orElse(null))
                .setFacts(each(upgrade.facts().values(), FACTS::of))
                .setPlan(upgrade.plan().map(PLANS::of).orElse(null))
                .setSteps(each(upgrade.steps().values(), STEPS::of))
                .setNodes(each(upgrade.nodes().entrySet(), node -> wire(node.getKey(), node.getValue())))
                .setEtcdImage(upgrade.etcdImage())
                .setRecovery(upgrade.recovery().map(StateMapping::wire).orElse(null))
                .setRecoveries(upgrade.recoveries())
                .setEnd(upgrade.end())
                .build();
    }

    private static Upgrade core(dev.windlass.schemas.Upgrade upgrade) {
        var facts = new TreeMap<NodeName, NodeFacts>();
        upgrade.getFacts().stream().map(Values::core).forEach(seen -> facts.put(seen.name(), seen));
        var steps = new LinkedHashMap<StepId, StepState>();
        upgrade.getSteps().stream()
                .map(StateMapping::core)
                .forEach(step -> steps.put(step.step().id(), step));
        var nodes = new TreeMap<NodeName, NodeMemory>();
        upgrade.getNodes().forEach(node -> nodes.put(new NodeName(node.getNode()), core(node)));
        return new Upgrade(
                new UpgradeId(upgrade.getId()),
                RequestMapping.toUpgrade(upgrade.getRequest()),
                known(Status.class, upgrade.getStatus()),
                upgrade.getStatusSince(),
                upgrade.getAcceptedAt(),
                maybe(upgrade.getTopology(), Values::core),
                facts,
                maybe(upgrade.getPlan(), PlanMapping::core),
                steps,
                nodes,
                upgrade.getEtcdImage(),
                maybe(upgrade.getRecovery(), StateMapping::core),
                upgrade.getRecoveries(),
                upgrade.getEnd());
    }

    private static dev.windlass.schemas.StepState wire(StepState state) {
        return dev.windlass.schemas.StepState.newBuilder()
                .setStep(PlanMapping.wire(state.step()))
                .setAttempt(state.attempt())
                .setFailures(state.failures())
                .setToken(state.token())
                .setProgress(StepProgressMapping.wire(state.progress()))
                .build();
    }

    private static StepState core(dev.windlass.schemas.StepState state) {
        return new StepState(
                PlanMapping.core(state.getStep()),
                state.getAttempt(),
                state.getFailures(),
                state.getToken(),
                StepProgressMapping.core(state.getProgress()));
    }

    private static dev.windlass.schemas.NodeMemory wire(NodeName name, NodeMemory memory) {
        return dev.windlass.schemas.NodeMemory.newBuilder()
                .setNode(name.text())
                .setKubeletStarted(memory.kubeletStarted().orElse(null))
                .setEvicted(each(memory.evicted(), Values::wire))
                .setValidated(text(memory.validated()))
                .setCordoned(memory.cordoned())
                .setDrained(memory.drained())
                .setKeptInHop(memory.keptInHop())
                .build();
    }

    private static NodeMemory core(dev.windlass.schemas.NodeMemory memory) {
        return new NodeMemory(
                java.util.Optional.ofNullable(memory.getKubeletStarted()),
                each(memory.getEvicted(), Values::core),
                maybe(memory.getValidated(), KubernetesVersion::parse),
                memory.getCordoned(),
                memory.getDrained(),
                memory.getKeptInHop());
    }

    private static dev.windlass.schemas.Recovery wire(Recovery recovery) {
        return new dev.windlass.schemas.Recovery(
                recovery.node().text(),
                recovery.rollback(),
                recovery.reason(),
                each(recovery.steps(), PlanMapping::wire));
    }

    private static Recovery core(dev.windlass.schemas.Recovery recovery) {
        return new Recovery(
                new NodeName(recovery.getNode()),
                recovery.getRollback(),
                recovery.getReason(),
                each(recovery.getSteps(), PlanMapping::core));
    }
}
