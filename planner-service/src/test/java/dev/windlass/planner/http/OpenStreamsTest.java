package dev.windlass.planner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.sse.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;

class OpenStreamsTest {
    private static EventSource neverOpened() {
        throw new AssertionError("the planner stops");
    }

    @Test
    void shouldSayThatItStopsToWhoeverComesThen() {
        var streams = new OpenStreams(() -> "");
        streams.checkRoom();
        streams.close();
        assertThatThrownBy(streams::checkRoom)
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.response().code()).isEqualTo(503))
                .hasMessage("the planner is stopping");
    }

    /** Who was let in a moment before: that would be a bug to him, where an end lets him ask again. */
    @Test
    void shouldEndAStreamThatBeginsWhileItStops() throws Exception {
        var streams = new OpenStreams(() -> "");
        var stream = streams.follow(OpenStreamsTest::neverOpened);
        streams.close();
        var ended = new CompletableFuture<Boolean>();
        stream.subscribe(FlowAdapters.toSubscriber(new Flow.Subscriber<Event<String>>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(Event<String> event) {
                ended.complete(false);
            }

            @Override
            public void onError(Throwable failure) {
                ended.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                ended.complete(true);
            }
        }));
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
