package dev.windlass.cli.follow;

import dev.windlass.cli.client.CommandFailed;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.client.PlannerClient;
import dev.windlass.cli.client.Unanswered;
import dev.windlass.cli.screen.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/** Publishes a request and waits until the planner has answered it. For one thread. */
public final class Asking {
    private final Reach reach;
    private final Progress progress;
    private final Duration unreachableFor;

    public Asking(Reach reach, Progress progress, Duration unreachableFor) {
        this.reach = reach;
        this.progress = progress;
        this.unreachableFor = unreachableFor;
    }

    /**
     * What was asked, and the events from before it.
     *
     * @param chosen whether the requester chose the id, and so may have used it in an earlier command
     * @param again whether the same request may have been published before, by an earlier try or an earlier command
     */
    public record Asked(String cluster, String requestId, boolean chosen, boolean again, Following following) {}

    /**
     * Publishes it.
     *
     * @param request with its {@code id} and {@code cluster}
     * @param chosen whether the requester chose the id, and so may have used it before
     */
    public Asked ask(JsonNode request, boolean chosen) {
        var cluster = Json.text(request, "cluster");
        var unclear = new AtomicBoolean();
        try {
            var from = reach.get(service -> published(service, request, unclear));
            return new Asked(
                    cluster,
                    Json.text(request, "id"),
                    chosen,
                    chosen || unclear.get(),
                    new Following(reach, progress, cluster, from, unreachableFor));
        } catch (CommandFailed e) {
            throw unclear.get() && e.code() == ExitCode.UNAVAILABLE ? mayHaveArrived(request, e) : e;
        }
    }

    private static Place published(PlannerClient service, JsonNode request, AtomicBoolean unclear) throws Unanswered {
        try {
            return service.publish(request);
        } catch (Unanswered e) {
            unclear.compareAndSet(false, e.mayHaveArrived());
            throw e;
        }
    }

    /** Whoever gives up here must know the name under which it may go on without him. */
    private static CommandFailed mayHaveArrived(JsonNode request, CommandFailed failure) {
        var id = Json.text(request, "id");
        var words = "%s\nwindlass: request %s may have arrived all the same: see windlass status %s"
                .formatted(failure.getMessage(), id, Json.text(request, "cluster"));
        var again = ", or ask again for the same with --request-id " + id;
        return new CommandFailed(
                failure.code(), Json.text(request, "kind").equals("upgrade") ? words + again : words, failure.hint());
    }

    /** Waits for the first event that answers it. */
    public Event answer(Asked asked) {
        var answer = asked.following()
                .until(event -> event.answers(asked.requestId()) ? Optional.of(event) : Optional.empty());
        if (!refused(answer) || !asked.again()) {
            return answer;
        }
        var first = firstAnswer(asked).orElse(answer);
        if (asked.chosen() && refused(first) && first.sequence() != answer.sequence()) {
            // What forbade it then may be over: that it is not asked again under this name is what counts now.
            progress.say("windlass: request %s was refused when it was first asked: %s"
                    .formatted(asked.requestId(), first.text("reason")));
            return answer;
        }
        return first;
    }

    private static boolean refused(Event answer) {
        return answer.type().equals("RequestRefused");
    }

    /** Whether it was answered before it was asked this time. */
    public static boolean before(Asked asked, Event answer) {
        return answer.sequence() != asked.following().sequence();
    }

    /** What comes after the answer. */
    public Following after(Asked asked, Event answer) {
        return before(asked, answer)
                ? new Following(
                        reach, progress, asked.cluster(), new Place.AfterSequence(answer.sequence()), unreachableFor)
                : asked.following();
    }

    /** A request that was published twice is refused the second time; its first answer is the one that counts. */
    private Optional<Event> firstAnswer(Asked asked) {
        Place place = new Place.Beginning();
        while (true) {
            var from = place;
            var page = reach.get(service -> service.page(asked.cluster(), from));
            place = new Place.After(Json.text(page, "cursor"));
            for (var json : Json.list(page, "events")) {
                var event = Event.of(json, place);
                if (event.answers(asked.requestId())) {
                    return Optional.of(event);
                }
            }
            if (!page.path("more").asBoolean(false)) {
                return Optional.empty();
            }
        }
    }
}
