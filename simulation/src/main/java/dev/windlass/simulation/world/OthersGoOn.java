package dev.windlass.simulation.world;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.Status;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * L5: whatever happens to another cluster, one that nothing struck gets on while it happens, as long as nothing strikes the services and
 * the brokers that they share.
 */
final class OthersGoOn {
    /** More than twice what any step takes where nothing goes wrong. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    /** Leases run out, partitions get other owners, and who waited is asked again. */
    private static final Duration SETTLES = Duration.ofSeconds(60);

    private final VirtualTime time;
    private final Places places;
    private final Promises promises;
    /** Of each cluster, when something other than a sign of life was last recorded. */
    private final Map<String, Duration> gotOn = new HashMap<>();
    /** Until then something may be wrong with what all clusters share. */
    private Duration shared = Duration.ZERO;

    OthersGoOn(VirtualTime time, Places places, Promises promises) {
        this.time = time;
        this.places = places;
        this.promises = promises;
    }

    void recorded(EventRecord record) {
        if (!(record.event() instanceof Event.StepProgressed)) {
            gotOn.put(record.cluster().text(), time.elapsed());
        }
    }

    /** This fault has struck something. */
    void struck(Fault fault) {
        switch (fault.kind().on()) {
            case PROCESS, NOTHING -> {
                var lasts = fault.kind().isMoment() ? Duration.ZERO : fault.lasts();
                var mended = time.elapsed().plus(lasts).plus(SETTLES);
                shared = mended.compareTo(shared) > 0 ? mended : shared;
            }
            case NODE, CLUSTER -> {}
        }
    }

    /** From now on, to the world's end. */
    void watch() {
        NowAndThen.look(
                time,
                () -> places.all().stream()
                        .filter(place -> place.watched().strikes().onlyShared() && isUnderWay(place))
                        .forEach(this::look));
    }

    private static boolean isUnderWay(Place place) {
        return SimulatedWorld.newest(place)
                .filter(upgrade -> !upgrade.ended() && upgrade.status() != Status.PAUSED)
                .isPresent();
    }

    private void look(Place place) {
        var last = gotOn.getOrDefault(place.name().text(), Duration.ZERO);
        var since = last.compareTo(shared) > 0 ? last : shared;
        if (time.elapsed().minus(since).compareTo(LONGEST) > 0) {
            promises.broken(
                    "L5 OthersGoOn",
                    "nothing has struck %s, and nothing was recorded of it for more than %s"
                            .formatted(place.name(), LONGEST));
        }
    }
}
