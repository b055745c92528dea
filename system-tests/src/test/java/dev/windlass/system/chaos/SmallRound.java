package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What would be seen of a round with one control plane and one worker in which nothing is wrong, for tests that then make something wrong.
 * Each event is ten seconds after the one before; the third attempt to install the kubelet is the one that succeeds, after a fault.
 */
final class SmallRound {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String UPGRADE = "tc-1a";

    final List<ObjectNode> events = new ArrayList<>();
    final List<NodeRun> runs = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<String> nodes = new ArrayList<>();
    final List<ReadyPods> ready = new ArrayList<>();
    private long token = 100;

    SmallRound() {
        events.add(event("UpgradeAccepted").put("token", token));
        events.add(event("PlanMade"));
        succeeds("s001", "kubeadm-upgrade-apply", "cp1", "upgrade-apply v1.20.2");
        nodes.add(seconds(now()) + " connect");
        nodes.add(seconds(now()) + " cp1  ");
        nodes.add(seconds(now()) + " w1  ");
        succeeds("s002", "cordon", "w1", "");
        nodes.add(seconds(now()) + " w1 true " + UPGRADE);
        ready.add(new ReadyPods(now(), 2));
        ready.add(new ReadyPods(now(), 1));
        scheduled("s003", "install-kubelet", "w1", 1);
        faults.add(new Fault("apt-broken", "w1", now(), now().plusSeconds(5)));
        about("StepFailed", "s003", 1).put("message", "apt-get ended with status 100");
        scheduled("s003", "install-kubelet", "w1", 2);
        run("s003", "w1", 2, "install-kubelet 1.20.2-1.1");
        about("StepSucceeded", "s003", 2);
        succeeds("s004", "uncordon", "w1", "");
        nodes.add(seconds(now()) + " w1  ");
        events.add(event("UpgradeCompleted"));
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

    ObjectNode scheduled(String step, String action, String node, int attempt) {
        token++;
        return about("StepScheduled", step, attempt).put("action", action).put("node", node);
    }

    ObjectNode about(String type, String step, int attempt) {
        var event = event(type).put("step", step).put("attempt", attempt).put("token", token);
        events.add(event);
        return event;
    }

    void run(String step, String node, int attempt, String command) {
        var began = now().minusSeconds(9);
        runs.add(new NodeRun(
                node,
                "%s-%s-%d".formatted(UPGRADE, step, attempt),
                token,
                began,
                java.util.Optional.of(began.plusSeconds(5)),
                java.util.Optional.of(0),
                false,
                command));
    }

    static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }

    private void succeeds(String step, String action, String node, String command) {
        scheduled(step, action, node, 1);
        if (!command.isEmpty()) {
            run(step, node, 1, command);
        }
        about("StepSucceeded", step, 1);
    }

    private static JsonNode plan() {
        return Json.parse("""
                {"upgrade": "tc-1a",
                 "nodes": [{"node": "cp1", "role": "control plane"}, {"node": "w1", "role": "worker"}],
                 "steps": [{"id": "s001", "node": "cp1"}, {"id": "s002", "node": "w1"}, {"id": "s003", "node": "w1"},
                           {"id": "s004", "node": "w1"}]}
                """).orElseThrow();
    }
}
