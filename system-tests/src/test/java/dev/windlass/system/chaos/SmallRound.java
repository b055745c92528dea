package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What would be seen of a round with one control plane and one worker in which nothing is wrong, for tests that then make something wrong.
 * Each event is ten seconds after the one before; the second attempt to install the kubelet is the one that succeeds, after a fault.
 */
final class SmallRound {
    static final String UPGRADE = "tc-1a";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final List<ObjectNode> events = new ArrayList<>();
    final List<NodeRun> runs = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<String> nodes = new ArrayList<>();
    final List<ReadyPods> ready = new ArrayList<>();
    final Set<String> cordoned = new TreeSet<>();
    private final Map<String, ObjectNode> scheduled = new HashMap<>();
    private long token = 100;

    SmallRound() {
        add(event("UpgradeAccepted").put("token", token));
        add(event("PlanMade"));
        succeeds("s001", "kubeadm-upgrade-apply", "cp1", "upgrade-apply v1.20.2");
        succeeds("s002", "cordon", "w1", "");
        scheduled("s003", "install-kubelet", "w1", 1);
        faults.add(new Fault(FaultKind.APT_BROKEN, "w1", now(), now().plusSeconds(5)));
        failed("s003", 1, "package").put("retryAt", now().toString());
        scheduled("s003", "install-kubelet", "w1", 2);
        run("s003", "w1", 2, "install-kubelet 1.20.2-1.1");
        about("StepSucceeded", "s003", 2);
        succeeds("s004", "uncordon", "w1", "");
        add(event("UpgradeCompleted"));
    }

    /** Nothing yet but an upgrade with its plan, in which no fault strikes. */
    static SmallRound begun() {
        var round = new SmallRound();
        round.events.subList(2, round.events.size()).clear();
        round.runs.clear();
        round.faults.clear();
        round.nodes.clear();
        round.ready.clear();
        round.cordoned.clear();
        return round;
    }

    Observed observed() {
        return observed(UnaryOperator.identity());
    }

    /** @param seen what somebody who followed made of the events */
    Observed observed(UnaryOperator<List<Event>> seen) {
        var all = new ArrayList<Event>();
        for (var event : events) {
            all.add(Event.of(event.put("sequence", all.size() + 1), new Place.Beginning()));
        }
        return new Observed(
                all,
                seen.apply(new ArrayList<>(all)),
                plan(),
                List.copyOf(runs),
                faults,
                NodeWatch.parse(nodes),
                ready);
    }

    /** The event of that type about that step, or about the upgrade where the step is empty. */
    ObjectNode first(String type, String step) {
        return events.stream()
                .filter(event -> Json.text(event, "type").equals(type)
                        && Json.text(event, "step").equals(step))
                .findFirst()
                .orElseThrow();
    }

    Instant now() {
        return BEGIN.plusSeconds(10L * events.size());
    }

    /** An event that happens now; it is not recorded by that. */
    ObjectNode event(String type) {
        return Json.object()
                .put("cluster", "tc")
                .put("type", type)
                .put("upgrade", UPGRADE)
                .put("at", now().toString());
    }

    /** Records it, and looks at the nodes and the workload. */
    ObjectNode add(ObjectNode event) {
        for (var node : List.of("cp1", "w1")) {
            nodes.add("%s %s %s".formatted(seconds(now()), node, cordoned.contains(node) ? "true " + UPGRADE : " "));
        }
        ready.add(new ReadyPods(now(), 2));
        events.add(event);
        return event;
    }

    /** A step that is given to an executor, who begins it at once. */
    ObjectNode scheduled(String step, String action, String node, int attempt) {
        token++;
        scheduled.put(
                step,
                Json.object()
                        .put("action", action)
                        .put("node", node)
                        .put("actor", "executor")
                        .put("hop", 1));
        var event = about("StepScheduled", step, attempt);
        about("StepStarted", step, attempt);
        return event;
    }

    ObjectNode about(String type, String step, int attempt) {
        var event = event(type).put("step", step).put("attempt", attempt).put("token", token);
        event.setAll(scheduled.get(step));
        return add(event);
    }

    ObjectNode failed(String step, int attempt, String kind) {
        return about("StepFailed", step, attempt).put("kind", kind);
    }

    void run(String step, String node, int attempt, String command) {
        var began = now().minusSeconds(9);
        runs.add(new NodeRun(
                node,
                "%s-%s-%d".formatted(UPGRADE, step, attempt),
                token,
                began,
                Optional.of(began.plusSeconds(5)),
                Optional.of(0),
                false,
                command));
    }

    void succeeds(String step, String action, String node, String command) {
        scheduled(step, action, node, 1);
        if (!command.isEmpty()) {
            run(step, node, 1, command);
        }
        if (action.equals("cordon")) {
            cordoned.add(node);
        } else if (action.equals("uncordon")) {
            cordoned.remove(node);
        }
        about("StepSucceeded", step, 1);
    }

    private static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }

    private static JsonNode plan() {
        return Json.parse("""
                {"upgrade": "tc-1a",
                 "hops": [{"number": 1, "to": "v1.20.2", "revisions": {"cp1": "1.20.2-1.1", "w1": "1.20.2-1.1"}}],
                 "nodes": [{"node": "cp1", "role": "control plane"}, {"node": "w1", "role": "worker"}],
                 "steps": [{"id": "s001", "node": "cp1", "action": "kubeadm-upgrade-apply"},
                           {"id": "s002", "node": "w1", "action": "cordon"},
                           {"id": "s003", "node": "w1", "action": "install-kubelet"},
                           {"id": "s004", "node": "w1", "action": "uncordon"}]}
                """).orElseThrow();
    }
}
