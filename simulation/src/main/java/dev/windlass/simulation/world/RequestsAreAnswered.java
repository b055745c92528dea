package dev.windlass.simulation.world;

import dev.windlass.core.procedure.Action;
import dev.windlass.core.request.RequestId;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** S13: each request that a broker has acknowledged is answered, accepted or refused; once everything is healed, soon. */
final class RequestsAreAnswered {
    /** A planner that takes the partition over reads it first. */
    private static final Duration LONGEST = Action.LEASE.plusSeconds(30);

    private final VirtualTime time;
    private final Places places;
    private final People people;
    private final Promises promises;
    private final SequencedSet<Ask> asks;
    private final Map<String, Duration> since = new HashMap<>();

    /** @param asks what will be asked, some of it perhaps after everything is healed */
    RequestsAreAnswered(VirtualTime time, Places places, People people, Promises promises, List<Ask> asks) {
        this.time = time;
        this.places = places;
        this.people = people;
        this.promises = promises;
        this.asks = new LinkedHashSet<>(asks);
    }

    /** Somebody publishes this, too. */
    void asked(Ask ask) {
        asks.add(ask);
    }

    /** From now on, to the world's end: everything is healed. */
    void watch() {
        NowAndThen.look(time, () -> asks.forEach(this::look));
    }

    /** Whether all of them are. */
    boolean all() {
        return asks.stream().allMatch(this::isAnswered);
    }

    private void look(Ask ask) {
        if (!people.published().contains(ask.id()) || isAnswered(ask)) {
            return;
        }
        var waits = time.elapsed().minus(since.computeIfAbsent(ask.id(), id -> time.elapsed()));
        if (waits.compareTo(LONGEST) > 0) {
            promises.broken(
                    "S13 RequestsAreAnswered",
                    "%s of %s waits for an answer for more than %s".formatted(ask.id(), ask.cluster(), LONGEST));
        }
    }

    private boolean isAnswered(Ask ask) {
        return places.named(ask.cluster())
                .map(place -> isAnswered(place, new RequestId(ask.id())))
                .orElse(true);
    }

    static boolean isAnswered(Place place, RequestId id) {
        return place.watched().history().state().requests().contains(id);
    }
}
