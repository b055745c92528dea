package dev.windlass.planner.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of server-sent events that are open. Each has a connection to the brokers of its own, so there is a limit; a client
 * that reads slowly holds up its own stream only. Thread-safe.
 */
public final class OpenStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final int MOST = 200;
    private static final int BUFFERED = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<EventSource> open = ConcurrentHashMap.newKeySet();
    private final Supplier<String> brokerProblem;
    private volatile boolean closing;

    /** @param brokerProblem in words; empty when the brokers answer */
    public OpenStreams(Supplier<String> brokerProblem) {
        this.brokerProblem = brokerProblem;
    }

    /** Says at once what would end a stream before it began. */
    void checkRoom() {
        if (closing) {
            throw ApiProblem.stopping();
        }
        if (open.size() >= MOST) {
            throw new ApiProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-streams",
                    MOST + " streams of events are open",
                    "close some, or read pages of events");
        }
    }

    /** Begins when it is subscribed to, and only then opens its source: nobody subscribes to the answer to HEAD. */
    Publisher<Event<String>> follow(Supplier<EventSource> opening) {
        return subscriber -> {
            // Writers outlast the readers: the end of a stream is theirs to say, also when readers are no longer taken.
            var publisher = new SubmissionPublisher<Event<String>>(Thread::startVirtualThread, BUFFERED);
            publisher.subscribe(FlowAdapters.toFlowSubscriber(subscriber));
            try {
                readers.execute(() -> run(opening, publisher));
            } catch (RejectedExecutionException e) {
                // The planner stops: the client hears an end, and asks another one or again.
                publisher.close();
            }
        };
    }

    /** Opening it may wait for brokers, so it is a reader's business. */
    private void run(Supplier<EventSource> opening, SubmissionPublisher<Event<String>> publisher) {
        // The client hears the end first: to leave the brokers takes a moment.
        try (var source = opening.get();
                publisher) {
            open.add(source);
            try {
                run(source, publisher);
            } finally {
                open.remove(source);
            }
        } catch (RuntimeException e) {
            LOG.warn("a stream of events could not be opened: {}", e.toString());
            publisher.close();
        }
    }

    private void run(EventSource source, SubmissionPublisher<Event<String>> publisher) {
        try {
            publisher.submit(comment("follows " + source.cluster()).retry(RETRY));
            var saidAt = System.nanoTime();
            var outage = new Outage(brokerProblem, PING, System::nanoTime);
            while (!closing && publisher.hasSubscribers()) {
                if (outage.lasts()) {
                    // Pings would say that all is well. Whoever comes back is told what is wrong.
                    LOG.warn("the stream of {}'s events ends: {}", source.cluster(), brokerProblem.get());
                    return;
                }
                for (var shown : source.poll(POLL)) {
                    publisher.submit(
                            Event.of(shown.json().json()).id(shown.after().toString()));
                    saidAt = System.nanoTime();
                }
                if (System.nanoTime() - saidAt > PING.toNanos()) {
                    publisher.submit(comment("ping"));
                    saidAt = System.nanoTime();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("the stream of {}'s events ends: {}", source.cluster(), e.toString());
        }
    }

    private static Event<String> comment(String words) {
        return Event.of("").comment(words);
    }

    @Override
    public void close() {
        closing = true;
        open.forEach(EventSource::close);
        readers.shutdown();
        try {
            // A reader whose client takes nothing stays behind, and ends with its connection.
            var unused = readers.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
