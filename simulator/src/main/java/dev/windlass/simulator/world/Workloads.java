package dev.windlass.simulator.world;

import dev.windlass.core.cluster.NodeName;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What people run in the cluster beside what kubeadm brings: it comes, changes and goes. */
public final class Workloads {
    private final World world;
    private final Pods pods;
    private final Runnable settle;

    Workloads(World world, Pods pods, Runnable settle) {
        this.world = world;
        this.pods = pods;
        this.settle = settle;
    }

    public void add(ClusterShape.Workload workload) {
        create(workload);
        settle.run();
    }

    private void create(ClusterShape.Workload workload) {
        var meta = world.meta(workload.namespace(), workload.name());
        switch (workload) {
            case ClusterShape.Workload.OfDeployment it ->
                world.store.put(new Resource.Deployment(
                        meta.withLabels(it.template().labels()),
                        it.replicas(),
                        it.template(),
                        0,
                        0,
                        Resource.Counts.NONE));
            case ClusterShape.Workload.OfStatefulSet it ->
                world.store.put(new Resource.StatefulSet(
                        meta.withLabels(it.template().labels()),
                        it.replicas(),
                        it.template(),
                        it.name(),
                        0,
                        Resource.Counts.NONE));
            case ClusterShape.Workload.OfDaemonSet it ->
                world.store.put(new Resource.DaemonSet(
                        meta.withLabels(it.template().labels()), it.template(), 0, Resource.Counts.NONE));
            case ClusterShape.Workload.OfPod it ->
                world.store.put(pods.unmanaged(it.namespace(), it.name(), it.template()));
            case ClusterShape.Workload.OfBudget it ->
                world.store.put(new Budget(
                        meta, it.selector(), it.minAvailable(), it.maxUnavailable(), 0, 0, 0, 0, new TreeMap<>(), 0));
        }
    }

    /** A pod that names the node on which it is to run. */
    public void addOn(NodeName node, ClusterShape.Workload.OfPod pod) {
        world.store.put(
                pods.unmanaged(pod.namespace(), pod.name(), pod.template()).boundTo(node.text()));
        settle.run();
    }

    /** Gives a budget other numbers; one of the two. */
    public void changeBudget(String namespace, String name, OptionalInt minAvailable, OptionalInt maxUnavailable) {
        world.store
                .find(Budget.class, Kind.POD_DISRUPTION_BUDGET, namespace, name)
                .ifPresent(budget -> world.store.put(budget.requiring(minAvailable, maxUnavailable)));
        settle.run();
    }

    public void deleteBudget(String namespace, String name) {
        world.store.find(Kind.POD_DISRUPTION_BUDGET, namespace, name).ifPresent(world.store::remove);
        settle.run();
    }

    /** With its ReplicaSets and their pods, as the garbage collector does. */
    public void deleteDeployment(String namespace, String name) {
        world.store.find(Kind.DEPLOYMENT, namespace, name).ifPresent(deployment -> {
            world.store.remove(deployment);
            world.store.list(Resource.ReplicaSet.class, Kind.REPLICA_SET).stream()
                    .filter(set -> set.meta()
                            .owner()
                            .filter(owner ->
                                    owner.uid().equals(deployment.meta().uid()))
                            .isPresent())
                    .forEach(set -> {
                        world.store.remove(set);
                        pods.of(set).forEach(pods::delete);
                    });
        });
        settle.run();
    }

    /** Asks for a pod's deletion; false when there is none. */
    public boolean deletePod(String namespace, String name) {
        var pod = world.store.find(Pod.class, Kind.POD, namespace, name);
        pod.ifPresent(pods::delete);
        settle.run();
        return pod.isPresent();
    }
}
