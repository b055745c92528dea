package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S5, S6 by the nodes' own records: nothing began on a node but what was scheduled for that node, with a token that it was scheduled
 * with, after it was scheduled, and while its upgrade was under way. The services' clock and the nodes' must be one.
 */
final class RunsWereAskedFor implements Check {
    /** Events have their time in milliseconds, and files theirs by the kernel's coarse clock. */
    private static final Duration ROUNDING = Duration.ofMillis(15);

    @Override
    public String name() {
        return "S5 S6 (nodes)";
    }

    @Override
    public List<String> violations(Observed observed) {
        Map<String, List<Event>> scheduled = new HashMap<>();
        for (var event : observed.events()) {
            if (StepEvents.is(event, "StepScheduled")) {
                scheduled
                        .computeIfAbsent(StepEvents.run(event), first -> new ArrayList<>())
                        .add(event);
            }
        }
        var violations = new ArrayList<String>();
        for (var run : observed.runs()) {
            wrong(run, scheduled.getOrDefault(run.name(), List.of()), observed).ifPresent(violations::add);
        }
        return violations;
    }

    private static Optional<String> wrong(NodeRun run, List<Event> scheduled, Observed observed) {
        if (scheduled.isEmpty()) {
            return Optional.of("nobody asked for " + run.words());
        }
        var first = scheduled.getFirst();
        if (!first.node().equals(Optional.of(run.node()))) {
            return Optional.of("%s was scheduled for %s"
                    .formatted(run.words(), first.node().orElse("no node")));
        }
        // The action kubeadm-upgrade-node is the verb upgrade-node.
        if (!first.text("action").endsWith(run.verb())) {
            return Optional.of("%s was scheduled as %s".formatted(run.words(), first.text("action")));
        }
        if (scheduled.stream().noneMatch(event -> StepEvents.token(event) == run.token())) {
            return Optional.of("%s has token %d, with which it was not scheduled".formatted(run.words(), run.token()));
        }
        if (run.began().plus(ROUNDING).isBefore(first.at())) {
            return Optional.of("%s began at %s, before it was scheduled".formatted(run.words(), run.began()));
        }
        return late(run, first, observed);
    }

    /** After the end of the upgrade, or after the step's own success. */
    private static Optional<String> late(NodeRun run, Event scheduled, Observed observed) {
        var underWay = false;
        var succeeded = false;
        for (var event : observed.events()) {
            if (event.at().isAfter(run.began().minus(ROUNDING))) {
                break;
            }
            if (StepEvents.opens(event)) {
                underWay = event.upgrade().equals(scheduled.upgrade());
                succeeded = false;
            } else if (StepEvents.end(event)) {
                underWay = false;
            } else if (StepEvents.success(event) && StepEvents.run(event).equals(run.name())) {
                succeeded = true;
            }
        }
        if (!underWay) {
            return Optional.of(
                    "%s began at %s, when its upgrade was not under way".formatted(run.words(), run.began()));
        }
        return succeeded ? Optional.of(run.words() + " began after it had succeeded") : Optional.empty();
    }
}
