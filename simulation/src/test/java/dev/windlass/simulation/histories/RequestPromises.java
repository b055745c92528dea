package dev.windlass.simulation.histories;

import static dev.windlass.simulation.histories.HistoryPromises.require;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Every request is answered, once, by its name; the same one published again changes nothing. */
final class RequestPromises {
    /** As many as the state machine promises to remember. */
    private static final int REMEMBERED = 64;

    private final SequencedSet<RequestId> answered = new LinkedHashSet<>();

    void check(Request request, List<EventRecord> decided) {
        var where = "the answer to request " + request.id();
        var answers = decided.stream()
                .flatMap(record -> answer(record.event()).stream())
                .toList();
        require(answers.equals(List.of(request.id())), "every request is answered once", where);
        var refused = decided.getFirst().event() instanceof Event.RequestRefused;
        require(refused || !answered.contains(request.id()), "a request published twice has no effect twice", where);
        require(!refused || decided.size() == 1, "a refused request changes nothing", where);
        if (answered.add(request.id()) && answered.size() > REMEMBERED) {
            answered.removeFirst();
        }
    }

    private static Optional<RequestId> answer(Event event) {
        return switch (event) {
            case Event.RequestRefused e -> Optional.of(e.request());
            case Event.UpgradeAccepted e -> Optional.of(e.request().id());
            case Event.PauseRequested e -> Optional.of(e.request());
            case Event.CancelRequested e -> Optional.of(e.request());
            case Event.UpgradeResumed e -> Optional.of(e.request());
            case Event.UpgradeRetried e -> Optional.of(e.request());
            case Event.RollbackRequested e -> Optional.of(e.request());
            default -> Optional.empty();
        };
    }
}
