package dev.windlass.simulator.world;

import dev.windlass.core.cluster.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cluster whose time is moved by hand. */
final class Trial {
    static final Instant START = Instant.parse("2019-10-01T10:00:00Z");
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    final SimulatedCluster cluster;
    private int runs;

    Trial(ClusterShape shape) {
        cluster = new SimulatedCluster(shape, START);
    }

    void pass(Duration time) {
        cluster.advanceTo(cluster.now().plus(time));
    }

    void until(BooleanSupplier condition) {
        var end = cluster.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            if (cluster.now().isAfter(end)) {
                throw new AssertionError("it did not come about within " + LONGEST);
            }
            pass(STEP);
        }
    }

    /** An order to start gets the time it is good for. */
    String say(String node, String command) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        if (words.getFirst().equals("start")) {
            words.add(3, soon(node));
        }
        return cluster.command(new NodeName(node), words).text();
    }

    private String soon(String node) {
        var now = say(node, "clock")
                .strip()
                .replace("windlass-node/1 clock now=", "")
                .split(":");
        return now[0] + ":" + (Long.parseLong(now[1]) + 360_000);
    }

    /** Starts a verb and lets time pass until it ends; the answer then, with the output. */
    String run(String node, Verb verb, String argument) {
        var run = "trial-s%03d-1".formatted(++runs);
        say(node, "start 1 " + run + " " + verb + " " + argument);
        until(() -> !say(node, "poll 1 " + run + " 0").startsWith("windlass-node/1 running"));
        return say(node, "poll 1 " + run + " 0");
    }

    void runWell(String node, Verb verb, String argument) {
        var answer = run(node, verb, argument);
        if (!answer.startsWith("windlass-node/1 done rc=0")) {
            throw new AssertionError(verb + " on " + node + ": " + answer);
        }
    }

    /** kubeadm of that revision on a node, with its repository. */
    void prepare(String node, String minor, String revision) {
        runWell(node, Verb.SWITCH_REPOSITORY, minor);
        runWell(node, Verb.INSTALL_KUBEADM, revision);
    }

    Resource.Node node(String name) {
        return (Resource.Node) cluster.find(Kind.NODE, "", name).orElseThrow();
    }

    void cordon(String name, boolean unschedulable) {
        var meta = node(name).meta();
        cluster.updateNode(new NodeName(name), unschedulable, meta.labels(), meta.annotations());
    }

    List<Pod> pods(String app) {
        return cluster.list(Pod.class, Kind.POD).stream()
                .filter(pod -> pod.template().container().equals(app))
                .toList();
    }

    List<Pod> podsOn(String node) {
        return cluster.list(Pod.class, Kind.POD).stream()
                .filter(pod -> pod.isOn(node))
                .toList();
    }
}
