package dev.windlass.cli.follow;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.screen.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
     * @param again whether the same request may have been published before, by an earlier try or an earlier command
     */
    public record Asked(String cluster, String requestId, boolean again, Following following) {}

    /**
     * Publishes it.
     *
     * @param request with its {@code id} and {@code cluster}
     * @param known whether the requester chose the id, and so may have used it before
     */
    public Asked ask(JsonNode request, boolean known) {
        var cluster = Json.text(request, "cluster");
        var tries = new AtomicInteger();
        var from = reach.get(service -> {
            tries.incrementAndGet();
            return service.publish(request);
        });
        return new Asked(
                cluster,
                Json.text(request, "id"),
                known || tries.get() > 1,
                new Following(reach, progress, cluster, from, unreachableFor));
    }

    /** Waits for the first event that answers it. */
    public Event answer(Asked asked) {
        var answer = asked.following()
                .until(event -> event.answers(asked.requestId()) ? Optional.of(event) : Optional.empty());
        if (answer.type().equals("RequestRefused") && asked.again()) {
            return firstAnswer(asked).orElse(answer);
        }
        return answer;
    }

    /** What comes after the answer. */
    public Following after(Asked asked, Event answer) {
        return answer.sequence() == asked.following().sequence()
                ? asked.following()
                : new Following(
                        reach, progress, asked.cluster(), new Place.AfterSequence(answer.sequence()), unreachableFor);
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
