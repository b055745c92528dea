package dev.windlass.simulation.shrink;

import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.scenario.Names;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Scenarios with a smaller world. What is said of something that is not there any more goes with it. */
final class Fewer {
    private Fewer() {}

    /** Without one of the clusters; never without the last. */
    static Stream<Scenario> clusters(Scenario scenario) {
        var clusters = scenario.fleet().clusters();
        if (clusters.size() < 2) {
            return Stream.of();
        }
        return clusters.reversed().stream()
                .map(gone -> in(
                        scenario,
                        scenario.fleet()
                                .withClusters(clusters.stream()
                                        .filter(each -> !each.equals(gone))
                                        .toList())));
    }

    static Stream<Scenario> workers(Scenario scenario) {
        return eachCluster(
                scenario,
                cluster -> Smaller.counts(cluster.workers(), 0).stream().map(cluster::withWorkers));
    }

    /** Fewer Deployments and StatefulSets. */
    static Stream<Scenario> workloads(Scenario scenario) {
        return eachCluster(
                scenario,
                cluster -> Stream.concat(
                        Smaller.counts(cluster.workloads(), 0).stream().map(cluster::withWorkloads),
                        Smaller.counts(cluster.statefulSets(), 0).stream().map(cluster::withStatefulSets)));
    }

    static Stream<Scenario> controlPlanes(Scenario scenario) {
        return eachCluster(
                scenario,
                cluster -> Smaller.counts(cluster.controlPlanes(), 1).stream().map(cluster::withControlPlanes));
    }

    /** Fewer planners, executors, validators and partitions; one of each stays. */
    static Stream<Scenario> services(Scenario scenario) {
        var fleet = scenario.fleet();
        var clusters = fleet.clusters();
        return Stream.of(
                        Smaller.counts(fleet.executors(), 1).stream()
                                .map(n -> new Fleet(
                                        fleet.partitions(), fleet.planners(), n, fleet.validators(), clusters)),
                        Smaller.counts(fleet.validators(), 1).stream()
                                .map(n -> new Fleet(
                                        fleet.partitions(), fleet.planners(), fleet.executors(), n, clusters)),
                        Smaller.counts(fleet.planners(), 1).stream()
                                .map(n -> new Fleet(
                                        fleet.partitions(), n, fleet.executors(), fleet.validators(), clusters)),
                        Smaller.counts(fleet.partitions(), 1).stream()
                                .map(n -> new Fleet(
                                        n, fleet.planners(), fleet.executors(), fleet.validators(), clusters)))
                .flatMap(each -> each)
                .map(smaller -> in(scenario, smaller));
    }

    private static Stream<Scenario> eachCluster(Scenario scenario, Function<ClusterPlan, Stream<ClusterPlan>> smaller) {
        var clusters = scenario.fleet().clusters();
        var all = new ArrayList<Scenario>();
        for (var i = 0; i < clusters.size(); i++) {
            var place = i;
            smaller.apply(clusters.get(i)).forEach(cluster -> {
                var others = new ArrayList<>(clusters);
                others.set(place, cluster);
                all.add(in(scenario, scenario.fleet().withClusters(others)));
            });
        }
        return all.stream();
    }

    /** The scenario in a smaller fleet. Names that neither fleet has, such as that of a process that joins later, stay. */
    static Scenario in(Scenario scenario, Fleet fleet) {
        var before = Names.of(scenario.fleet());
        var gone = new HashSet<String>();
        Stream.of(before.processes(), before.nodes(), before.clusters()).forEach(gone::addAll);
        var after = Names.of(fleet);
        gone.removeIf(after::contains);
        List<Ask> asks = scenario.asks().stream()
                .filter(ask -> !gone.contains(ask.cluster()))
                .toList();
        List<Fault> faults = scenario.faults().stream()
                .filter(fault -> !gone.contains(fault.what())
                        && !gone.contains(fault.whose())
                        && !gone.contains(process(fault.trigger())))
                .toList();
        return scenario.withFleet(fleet).withAsks(asks).withFaults(faults);
    }

    private static String process(Trigger trigger) {
        return trigger instanceof Trigger.Passing passing ? passing.process() : "";
    }
}
