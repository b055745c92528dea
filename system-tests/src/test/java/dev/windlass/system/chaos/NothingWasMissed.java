package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.system.chaos.FaultKind.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * That there was something to judge: the plan is of the newest upgrade, which is completed, and both watches were there from its
 * beginning to its end. They break off every 20 s, and a control plane in trouble may keep them away for longer.
 */
final class NothingWasMissed implements Check {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "seen";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        var events = observed.ofThisUpgrade();
        if (events.isEmpty()) {
            violations.add("there is no event of the plan's upgrade");
            return violations;
        }
        var newest = last(observed.events(), StepEvents::opens);
        if (newest.filter(event -> !event.isAbout(observed.upgrade())).isPresent()) {
            violations.add("another upgrade than the plan's is the newest: " + StepEvents.words(newest.get()));
        }
        // A report that comes late may still be refused after it.
        var end = last(events, event -> StepEvents.opens(event) || StepEvents.end(event));
        if (end.filter(event -> StepEvents.is(event, "UpgradeCompleted")).isEmpty()) {
            violations.add("it is not completed: " + StepEvents.words(events.getLast()));
        }
        var looks = observed.nodes().states().stream().map(NodeWatch.State::at).toList();
        holes("the nodes", looks, events, observed, violations);
        holes("the workload", observed.ready().stream().map(ReadyPods::at).toList(), events, observed, violations);
        return violations;
    }

    private static Optional<Event> last(List<Event> events, Predicate<Event> sort) {
        return events.stream().filter(sort).reduce((first, second) -> second);
    }

    private static void holes(
            String what, List<Instant> looks, List<Event> events, Observed observed, List<String> violations) {
        var end = events.getLast().at();
        var before = events.getFirst().at();
        var all = new ArrayList<>(looks);
        all.add(end);
        for (var look : all) {
            var until = look.isAfter(end) ? end : look;
            if (Duration.between(before, until).compareTo(LONGEST) > 0 && !excused(observed, before, until)) {
                violations.add("nobody looked at %s from %s to %s".formatted(what, before, until));
            }
            before = until.isAfter(before) ? until : before;
        }
    }

    private static boolean excused(Observed observed, Instant from, Instant to) {
        return observed.faults().stream()
                .filter(fault -> fault.kind().reach() == Reach.NODE)
                .filter(fault -> observed.controlPlanes().contains(fault.target()))
                .anyMatch(fault -> fault.felt(from, to));
    }
}
