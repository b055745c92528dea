package dev.windlass.simulation.scenario.file;

import dev.windlass.core.request.Policy;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** From the scenario to the file's text: one line for each cluster, ask and fault. What says nothing is left out. */
final class ScenarioWriting {
    private ScenarioWriting() {}

    static String yaml(ScenarioFile file) {
        var scenario = file.scenario();
        var root = new LinkedHashMap<String, Object>();
        root.put("name", file.name());
        put(root, "broke", file.broke());
        put(root, "found", file.found());
        root.put("seed", Long.toString(scenario.seed()));
        root.put("chaos", DurationWords.of(scenario.chaos()));
        root.put("fleet", fleet(scenario));
        root.put("clusters", lines(scenario.fleet().clusters(), ScenarioWriting::cluster));
        root.put("asks", lines(scenario.asks(), ScenarioWriting::ask));
        root.put("faults", lines(scenario.faults(), ScenarioWriting::fault));
        return PlainText.yaml().dump(root);
    }

    /** A list of its own each: YAML would write the same list twice as a reference to it. */
    private static <T> List<Map<String, String>> lines(List<T> all, Function<T, Map<String, String>> line) {
        return new ArrayList<>(all.stream().map(line).toList());
    }

    private static Map<String, String> fleet(Scenario scenario) {
        var fleet = new LinkedHashMap<String, String>();
        fleet.put("partitions", Integer.toString(scenario.fleet().partitions()));
        fleet.put("planners", Integer.toString(scenario.fleet().planners()));
        fleet.put("executors", Integer.toString(scenario.fleet().executors()));
        fleet.put("validators", Integer.toString(scenario.fleet().validators()));
        return fleet;
    }

    private static Map<String, String> cluster(ClusterPlan plan) {
        var cluster = new LinkedHashMap<String, String>();
        cluster.put("name", plan.name());
        cluster.put("controlPlanes", Integer.toString(plan.controlPlanes()));
        cluster.put("workers", Integer.toString(plan.workers()));
        cluster.put("version", plan.version());
        cluster.put("workloads", Integer.toString(plan.workloads()));
        if (plan.statefulSets() != 0) {
            cluster.put("statefulSets", Integer.toString(plan.statefulSets()));
        }
        return cluster;
    }

    private static Map<String, String> ask(Ask asked) {
        var ask = new LinkedHashMap<String, String>();
        ask.put("at", DurationWords.of(asked.at()));
        ask.put("cluster", asked.cluster());
        ask.put("ask", Part.words(asked.kind()));
        put(ask, "to", asked.target());
        ask.put("id", asked.id());
        policy(ask, asked.policy());
        return ask;
    }

    private static void policy(Map<? super String, ? super String> ask, Policy policy) {
        if (!policy.drainDeadline().equals(Ask.USUAL.drainDeadline())) {
            ask.put("drainDeadline", DurationWords.of(policy.drainDeadline()));
        }
        if (!policy.stableFor().equals(Ask.USUAL.stableFor())) {
            ask.put("stableFor", DurationWords.of(policy.stableFor()));
        }
        put(ask, "deleteEmptyDirData", policy.deleteEmptyDirData() ? "true" : "");
        put(ask, "deleteUnmanagedPods", policy.deleteUnmanagedPods() ? "true" : "");
    }

    private static Map<String, String> fault(Fault struck) {
        var fault = new LinkedHashMap<String, String>();
        fault.put("fault", Part.words(struck.kind()));
        put(fault, "what", struck.what());
        put(fault, "whose", struck.whose());
        fault.put("when", TriggerWords.of(struck.trigger()));
        if (!struck.lasts().isZero()) {
            fault.put("lasts", DurationWords.of(struck.lasts()));
        }
        if (struck.argument() != 0) {
            fault.put("argument", Integer.toString(struck.argument()));
        }
        return fault;
    }

    private static void put(Map<? super String, ? super String> values, String key, String text) {
        if (!text.isEmpty()) {
            values.put(key, text);
        }
    }
}
