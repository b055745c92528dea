package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The disruption controller's accounting, and the eviction subresource (kubernetes/kubernetes, pkg/registry/core/pod/storage/eviction.go). */
final class Budgets {
    /** A pod that was not deleted by then is not going to be (DeletionTimeout of the disruption controller). */
    private static final Duration BOOKED_FOR = Duration.ofMinutes(2);

    private final World world;
    private final Pods pods;

    Budgets(World world, Pods pods) {
        this.world = world;
        this.pods = pods;
    }

    void reconcile() {
        world.store.list(Budget.class, Kind.POD_DISRUPTION_BUDGET).forEach(this::account);
    }

    private void account(Budget budget) {
        var covered = world.store.pods().stream().filter(budget::covers).toList();
        var disrupted = new TreeMap<String, Instant>();
        for (var pod : covered) {
            var booked = budget.disrupted().get(pod.meta().name());
            if (booked != null && !pod.isTerminating() && world.now().isBefore(booked.plus(BOOKED_FOR))) {
                disrupted.put(pod.meta().name(), booked);
            }
        }
        var healthy = (int) covered.stream()
                .filter(pod ->
                        pod.isAvailable() && !disrupted.containsKey(pod.meta().name()))
                .count();
        var expected = budget.maxUnavailable().isPresent() ? scale(covered) : covered.size();
        var desired = budget.minAvailable()
                .orElseGet(() -> Math.max(0, expected - budget.maxUnavailable().orElse(0)));
        var allowed = expected == 0 ? 0 : Math.max(0, healthy - desired);
        world.store.put(budget.accounted(allowed, healthy, desired, expected, disrupted));
    }

    /** How many pods the controllers of these pods want together. */
    private int scale(List<Pod> covered) {
        var seen = new TreeSet<String>();
        return covered.stream()
                .flatMap(pod -> pod.meta().owner().stream()
                        .map(owner -> new Owned(pod.meta().namespace(), owner)))
                .filter(owned -> seen.add(owned.owner().uid()))
                .mapToInt(this::wanted)
                .sum();
    }

    private record Owned(String namespace, Meta.Owner owner) {}

    private int wanted(Owned owned) {
        var kind = owned.owner().kind().equals("StatefulSet") ? Kind.STATEFUL_SET : Kind.REPLICA_SET;
        return world.store
                .find(kind, owned.namespace(), owned.owner().name())
                .map(controller -> switch (controller) {
                    case Resource.StatefulSet set -> set.replicas();
                    case Resource.ReplicaSet set -> set.replicas();
                    default -> 0;
                })
                .orElse(0);
    }

    Eviction evict(String namespace, String name, String onlyUid) {
        var pod = world.store.find(Pod.class, Kind.POD, namespace, name);
        var answer = answer(namespace, name, onlyUid);
        pod.filter(it -> answer instanceof Eviction.Granted && !it.isTerminating())
                .ifPresent(it -> world.truth.happened(new Occurrence.PodEvicted(
                        world.now(),
                        it.node().orElse(""),
                        namespace,
                        name,
                        it.meta().uid(),
                        onlyUid)));
        return answer;
    }

    private Eviction answer(String namespace, String name, String onlyUid) {
        var found = world.store.find(Pod.class, Kind.POD, namespace, name);
        if (found.isEmpty()) {
            return new Eviction.NotFound();
        }
        var pod = found.get();
        if (pod.phase() != Pod.Phase.RUNNING || pod.isTerminating()) {
            return granted(pod, onlyUid);
        }
        var budgets = world.store.list(Budget.class, Kind.POD_DISRUPTION_BUDGET).stream()
                .filter(budget -> budget.covers(pod))
                .toList();
        return switch (budgets.size()) {
            case 0 -> granted(pod, onlyUid);
            case 1 -> against(budgets.getFirst(), pod, onlyUid);
            default ->
                new Eviction.SeveralBudgets(
                        budgets.stream().map(budget -> budget.meta().name()).toList());
        };
    }

    /** The uid is a precondition of the DELETE, to which budgets come first. */
    private Eviction granted(Pod pod, String onlyUid) {
        if (!onlyUid.isEmpty() && !onlyUid.equals(pod.meta().uid())) {
            return new Eviction.OtherPod(pod.meta().uid());
        }
        pods.delete(pod);
        return new Eviction.Granted(pod);
    }

    private Eviction against(Budget budget, Pod pod, String onlyUid) {
        if (!pod.ready() && budget.healthy() >= budget.desired() && budget.desired() > 0) {
            return granted(pod, onlyUid);
        }
        if (budget.observedGeneration() < budget.meta().generation() || budget.allowed() == 0) {
            return new Eviction.Refused(budget);
        }
        var disrupted = new TreeMap<>(budget.disrupted());
        disrupted.put(pod.meta().name(), world.now());
        world.agenda.after(BOOKED_FOR, world::touch);
        world.store.put(budget.accounted(
                budget.allowed() - 1, budget.healthy(), budget.desired(), budget.expected(), disrupted));
        return granted(pod, onlyUid);
    }
}
