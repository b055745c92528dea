package dev.windlass.planner.http;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.planner.view.Fields;
import dev.windlass.planner.view.StepNames;
import dev.windlass.runtime.events.From;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was recorded about a cluster: in pages, or as a stream that goes on. */
@Controller("/api/v1/clusters/{cluster}/events")
@Requires(env = Backend.ENVIRONMENT)
final class EventsController {
    private static final int USUAL_PAGE = 500;
    private static final int LARGEST_PAGE = 5_000;
    private static final Duration PAGE_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Backend backend;

    EventsController(Backend backend) {
        this.backend = backend;
    }

    /**
     * A page has {@code events}, the {@code cursor} after them, and whether there are {@code more} now. In a stream each event's id is
     * the cursor after it; a client that comes back with it in Last-Event-ID misses none and sees none twice.
     */
    @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> events(
            HttpRequest<?> request,
            @PathVariable String cluster,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue String afterSequence,
            @Nullable @QueryValue String limit,
            @Nullable @Header("Last-Event-ID") String lastEventId) {
        var name = backend.known(cluster);
        backend.requireBroker();
        if (request.accept().contains(MediaType.TEXT_EVENT_STREAM_TYPE)) {
            backend.streams().checkRoom();
            var resumed = lastEventId == null || lastEventId.isEmpty() ? after : lastEventId;
            return HttpResponse.ok(backend.streams().follow(opening(name, resumed, afterSequence)))
                    .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
        }
        var most = limit == null ? USUAL_PAGE : (int) number("limit", limit, 1, LARGEST_PAGE);
        try (var source = opening(name, after, afterSequence).get()) {
            return HttpResponse.ok(page(source, most).json()).contentType(MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static Fields page(EventSource source, int most) {
        var events = new ArrayList<Fields>();
        var cursor = source.position();
        var begun = System.nanoTime();
        while (events.size() < most && !source.caughtUp() && System.nanoTime() - begun < PAGE_WITHIN.toNanos()) {
            var shown = source.poll(POLL);
            for (var each : shown.subList(0, Math.min(shown.size(), most - events.size()))) {
                events.add(each.json());
                cursor = each.after();
            }
            if (events.size() < most) {
                cursor = source.position();
            }
        }
        return new Fields()
                .putText("cluster", source.cluster())
                .putAll("events", events)
                .putText("cursor", cursor)
                .put("more", cursor.offset() < source.position().offset() || !source.caughtUp());
    }

    /** What is wrong with the question is said at once; only the source itself is opened later. */
    private Supplier<EventSource> opening(ClusterName cluster, @Nullable String after, @Nullable String afterSequence) {
        var partition = backend.topics().ensure().of(cluster);
        var sequence = afterSequence == null ? 0 : number("afterSequence", afterSequence, 0, Long.MAX_VALUE);
        var names = new StepNames(backend.replica()::state);
        var from = from(after, partition);
        return () -> new EventSource(cluster, partition, from, sequence, backend.reader(), names);
    }

    private static From from(@Nullable String after, int partition) {
        if (after == null || after.isEmpty()) {
            return new From.Beginning();
        }
        if (after.equals("now")) {
            return new From.Now();
        }
        var cursor = Cursor.parse(after);
        if (cursor.partition() != partition) {
            throw ApiProblem.invalid("the cursor %s is not one of this cluster".formatted(cursor));
        }
        return new From.Offset(cursor.offset());
    }

    private static long number(String name, String text, long least, long most) {
        if (text.matches("\\d{1,18}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw ApiProblem.invalid("%s must be a number from %d to %d".formatted(name, least, most));
    }
}
