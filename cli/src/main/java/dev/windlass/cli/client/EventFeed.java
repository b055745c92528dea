package dev.windlass.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream of server-sent events (WHATWG HTML, section 9.2), read by a thread of its own so that whoever waits for the next one can
 * also wait for other things. For one thread.
 */
public final class EventFeed implements AutoCloseable {
    /** An event and the cursor after it. */
    public record Item(String cursor, String data) {}

    private sealed interface Heard {
        record Event(Item item) implements Heard {}

        record Alive() implements Heard {}

        record Ended(String reason) implements Heard {}
    }

    /** The service says something every 15 s; three times that without a word is a connection that is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final int BUFFERED = 1_000;

    private final InputStream body;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(BUFFERED);
    private final Thread reader;
    private long heardAt = System.nanoTime();
    private boolean spoke;

    EventFeed(InputStream body) {
        this.body = body;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * The next event, as soon as there is one; empty when there is none within {@code atMost}.
     *
     * @throws Unanswered when the stream has ended or is dead; another may be opened after the last cursor
     */
    public Optional<Item> next(Duration atMost) throws Unanswered {
        var until = System.nanoTime() + atMost.toNanos();
        while (true) {
            var next = poll(until - System.nanoTime());
            if (next.isEmpty()) {
                return checkedSilence();
            }
            heardAt = System.nanoTime();
            switch (next.get()) {
                case Heard.Event event -> {
                    spoke = true;
                    return Optional.of(event.item());
                }
                case Heard.Alive alive -> spoke = true;
                case Heard.Ended ended -> throw new Unanswered(ended.reason());
            }
        }
    }

    /** Whether anything came yet. A service that can't follow may begin its answer all the same, and end it without a word. */
    public boolean spoke() {
        return spoke;
    }

    private Optional<Heard> poll(long nanos) {
        try {
            return Optional.ofNullable(heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Heard.Ended("interrupted"));
        }
    }

    private Optional<Item> checkedSilence() throws Unanswered {
        if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
            throw new Unanswered("it has said nothing for " + SILENCE.toSeconds() + " s");
        }
        return Optional.empty();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            var cursor = "";
            var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        heard.put(new Heard.Event(new Item(cursor, data.toString())));
                    }
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    heard.put(new Heard.Alive());
                } else if (line.startsWith("id:")) {
                    cursor = value(line);
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(value(line));
                }
            }
            heard.put(new Heard.Ended("the connection was closed"));
        } catch (IOException e) {
            var unused = heard.offer(new Heard.Ended("the connection was lost"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String value(String line) {
        var value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    @Override
    public void close() {
        reader.interrupt();
        try {
            body.close();
        } catch (IOException e) {
            // It is being thrown away.
        }
    }
}
