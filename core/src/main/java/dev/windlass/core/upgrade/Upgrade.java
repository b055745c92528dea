package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.request.Request;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One upgrade: immutable, and only {@link Evolution} makes the next one.
 *
 * @param steps what was scheduled so far, in the order of its first schedule
 * @param recoveries how many times something was undone, so that step ids are not used twice
 * @param recovery what is being undone, or was when it ended
 * @param end why it ended, in words; empty while it runs
 * @param statusSince when the status was entered
 */
public record Upgrade(
        UpgradeId id,
        Request.ToUpgrade request,
        Status status,
        Instant statusSince,
        Instant acceptedAt,
        Optional<Topology> topology,
        SortedMap<NodeName, NodeFacts> facts,
        Optional<Plan> plan,
        SequencedMap<StepId, StepState> steps,
        SortedMap<NodeName, NodeMemory> nodes,
        String etcdImage,
        Optional<Recovery> recovery,
        int recoveries,
        String end) {
    public Upgrade {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    static Upgrade accepted(UpgradeId id, Request.ToUpgrade request, Instant at) {
        return new Upgrade(
                id,
                request,
                Status.INSPECTING,
                at,
                at,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                "",
                Optional.empty(),
                0,
                "");
    }

    public boolean ended() {
        return status.ended();
    }

    public Optional<StepState> step(StepId id) {
        return Optional.ofNullable(steps.get(id));
    }

    public List<StepState> inFlight() {
        return steps.values().stream().filter(StepState::inFlight).toList();
    }

    public NodeMemory node(NodeName name) {
        return nodes.getOrDefault(name, NodeMemory.EMPTY);
    }

    /** The nodes that are cordoned by us now. */
    public List<NodeName> cordoned() {
        return nodes.entrySet().stream()
                .filter(node -> node.getValue().cordoned())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The first step of the plan that has not succeeded. */
    public Optional<Step> nextStep() {
        return plan.stream()
                .flatMap(made -> made.steps().stream())
                .filter(step -> !succeeded(step))
                .findFirst();
    }

    /** The newest step of the plan that has succeeded. */
    public Optional<Step> lastStep() {
        return plan.stream()
                .flatMap(made -> made.steps().stream())
                .takeWhile(this::succeeded)
                .reduce((first, second) -> second);
    }

    public boolean succeeded(Step step) {
        return step(step.id()).map(StepState::succeeded).orElse(false);
    }

    /** The version that a node's kubelet is to be put back to. */
    public KubernetesVersion formerKubelet(NodeName name) {
        return node(name)
                .validated()
                .orElseGet(() -> plan.orElseThrow().kubelets().get(name));
    }

    Upgrade status(Status next, Instant at) {
        return new Upgrade(
                id,
                request,
                next,
                next == status ? statusSince : at,
                acceptedAt,
                topology,
                facts,
                plan,
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade turned(Status next, Instant at, String why) {
        return new Upgrade(
                id,
                request,
                next,
                at,
                acceptedAt,
                topology,
                facts,
                plan,
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                why);
    }

    /** After a person asked for new tries: nothing is being undone, and these steps are to be done again. */
    Upgrade renewed(Iterable<StepState> again, Status next, Instant at) {
        var more = new LinkedHashMap<>(steps);
        again.forEach(step -> more.put(step.step().id(), step.renewed()));
        return new Upgrade(
                id,
                request,
                next,
                at,
                acceptedAt,
                topology,
                facts,
                plan,
                more,
                nodes,
                etcdImage,
                Optional.empty(),
                recoveries,
                "");
    }

    Upgrade seen(Topology seen) {
        return new Upgrade(
                id,
                request,
                status,
                statusSince,
                acceptedAt,
                Optional.of(seen),
                facts,
                plan,
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade seen(NodeFacts seen) {
        var more = new TreeMap<>(facts);
        more.put(seen.name(), seen);
        return new Upgrade(
                id,
                request,
                status,
                statusSince,
                acceptedAt,
                topology,
                more,
                plan,
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade planned(Plan made, Instant at) {
        return new Upgrade(
                id,
                request,
                Status.RUNNING,
                at,
                acceptedAt,
                topology,
                facts,
                Optional.of(made),
                steps,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade step(StepState state) {
        var more = new LinkedHashMap<>(steps);
        more.put(state.step().id(), state);
        return new Upgrade(
                id,
                request,
                status,
                statusSince,
                acceptedAt,
                topology,
                facts,
                plan,
                more,
                nodes,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade node(NodeName name, NodeMemory memory) {
        var more = new TreeMap<>(nodes);
        more.put(name, memory);
        return new Upgrade(
                id,
                request,
                status,
                statusSince,
                acceptedAt,
                topology,
                facts,
                plan,
                steps,
                more,
                etcdImage,
                recovery,
                recoveries,
                end);
    }

    Upgrade etcdImage(String image) {
        return new Upgrade(
                id,
                request,
                status,
                statusSince,
                acceptedAt,
                topology,
                facts,
                plan,
                steps,
                nodes,
                image,
                recovery,
                recoveries,
                end);
    }

    Upgrade recovering(Recovery begun, Instant at) {
        return new Upgrade(
                id,
                request,
                Status.ROLLING_BACK,
                at,
                acceptedAt,
                topology,
                facts,
                plan,
                steps,
                nodes,
                etcdImage,
                Optional.of(begun),
                recoveries + 1,
                end);
    }
}
