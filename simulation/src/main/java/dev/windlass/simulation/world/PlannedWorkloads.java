package dev.windlass.simulation.world;

import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulator.world.ClusterShape.Workload;
import dev.windlass.simulator.world.PodTemplate;
import dev.windlass.simulator.world.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What people run in a cluster of a scenario, all in one namespace, and their disruption budgets. */
record PlannedWorkloads(ClusterPlan plan) {
    static final String NAMESPACE = "default";
    private static final String SECOND = "-too";
    private static final int REPLICAS = 2;

    /** A budget for the pods of its name. */
    private record Budgeted(String name, boolean byMaximum) {
        OptionalInt minAvailable(boolean blocked) {
            return byMaximum ? OptionalInt.empty() : OptionalInt.of(blocked ? REPLICAS : REPLICAS - 1);
        }

        OptionalInt maxUnavailable(boolean blocked) {
            return byMaximum ? OptionalInt.of(blocked ? 0 : 1) : OptionalInt.empty();
        }

        Workload.OfBudget budget(String called) {
            return new Workload.OfBudget(
                    NAMESPACE, called, new TreeMap<>(Map.of("app", name)), minAvailable(false), maxUnavailable(false));
        }
    }

    List<Workload> all() {
        var all = new ArrayList<Workload>();
        for (var i = 1; i <= plan.workloads(); i++) {
            var name = "web" + i;
            all.add(new Workload.OfDeployment(NAMESPACE, name, REPLICAS, PodTemplate.of(name, "web:1")));
        }
        for (var i = 1; i <= plan.statefulSets(); i++) {
            var name = "db" + i;
            all.add(new Workload.OfStatefulSet(NAMESPACE, name, REPLICAS, PodTemplate.of(name, "db:1")));
        }
        budgeted().forEach(each -> all.add(each.budget(each.name())));
        return all;
    }

    /** One half of the budgets says how many have to be there, the other how many may be away. */
    private List<Budgeted> budgeted() {
        var all = new ArrayList<Budgeted>();
        for (var i = 1; i <= plan.workloads(); i++) {
            all.add(new Budgeted("web" + i, i % 2 == 0));
        }
        // On one worker both pods are on it, and no budget would ever let the second one go.
        for (var i = 1; i <= plan.statefulSets() && plan.workers() > 1; i++) {
            all.add(new Budgeted("db" + i, true));
        }
        return all;
    }

    boolean hasBudgets() {
        return !budgeted().isEmpty();
    }

    /** Whether budgets allow no disruption at all. */
    void block(Workloads cluster, boolean blocked) {
        budgeted()
                .forEach(each -> cluster.changeBudget(
                        NAMESPACE, each.name(), each.minAvailable(blocked), each.maxUnavailable(blocked)));
    }

    /** A second budget, equal to the first, for the same pods. */
    void protectTwice(Workloads cluster) {
        budgeted().forEach(each -> cluster.add(each.budget(each.name() + SECOND)));
    }

    void protectOnce(Workloads cluster) {
        budgeted().forEach(each -> cluster.deleteBudget(NAMESPACE, each.name() + SECOND));
    }
}
