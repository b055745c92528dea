package dev.windlass.core.upgrade;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Topology;
import dev.windlass.core.plan.Hop;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.request.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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
        steps = Frozen.of(steps);
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
        // A plain loop: this is asked several times for every event, and a long upgrade has hundreds of steps.
        var found = new ArrayList<StepState>();
        for (var step : steps.values()) {
            if (step.inFlight()) {
                found.add(step);
            }
        }
        return List.copyOf(found);
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

    /** The version at which a node's kubelet is now, as far as its last gate and the plan say. */
    public KubernetesVersion kubelet(NodeName name) {
        return node(name)
                .validated()
                .orElseGet(() -> plan.orElseThrow().kubelets().get(name));
    }

    /**
     * The version that a node's kubelet had before a hop, and is put back to when the hop is undone. The node's gate says nothing
     * about it: a visit may be undone after its gate, when workloads do not come back.
     */
    public KubernetesVersion kubeletBefore(int hop, NodeName name) {
        var made = plan.orElseThrow();
        return made.hops().stream()
                .filter(earlier -> earlier.number() < hop && earlier.revisions().containsKey(name))
                .reduce((first, second) -> second)
                .map(Hop::to)
                .orElseGet(() -> made.kubelets().get(name));
    }

    Upgrade status(Status next, Instant at) {
        return next == status ? this : turned(next, at, end);
    }

    Upgrade turned(Status next, Instant at, String why) {
        return changed(draft -> {
            draft.status = next;
            draft.statusSince = at;
            draft.end = why;
        });
    }

    /** After a person asked for new tries: nothing is being undone, and these steps are to be done again. */
    Upgrade renewed(Iterable<StepState> again, Status next, Instant at) {
        return changed(draft -> {
                    again.forEach(step -> draft.step(step.renewed()));
                    draft.recovery = Optional.empty();
                    draft.fillNodes();
                })
                .turned(next, at, "");
    }

    /** After a person asked for it: what was being undone before, and failed, is begun anew. */
    Upgrade goingBack(Instant at, String why) {
        return changed(draft -> {
                    draft.recovery = Optional.empty();
                    if (ended()) {
                        draft.fillNodes();
                    }
                })
                .turned(Status.ROLLING_BACK, at, why);
    }

    Upgrade seen(Topology seen) {
        return changed(draft -> draft.topology = Optional.of(seen));
    }

    Upgrade seen(NodeFacts seen) {
        return changed(draft -> draft.facts(seen));
    }

    Upgrade planned(Plan made, Instant at) {
        return changed(draft -> draft.plan = Optional.of(made)).turned(Status.RUNNING, at, "");
    }

    Upgrade step(StepState state) {
        return changed(draft -> draft.step(state));
    }

    Upgrade node(NodeName name, NodeMemory memory) {
        return changed(draft -> draft.node(name, memory));
    }

    Upgrade etcdImage(String image) {
        return changed(draft -> draft.etcdImage = image);
    }

    Upgrade recovering(Recovery begun, Instant at) {
        return changed(draft -> {
                    draft.recovery = Optional.of(begun);
                    draft.recoveries++;
                })
                .turned(Status.ROLLING_BACK, at, end);
    }

    private Upgrade changed(Consumer<UpgradeDraft> change) {
        var draft = new UpgradeDraft(this);
        change.accept(draft);
        return draft.finished();
    }
}
