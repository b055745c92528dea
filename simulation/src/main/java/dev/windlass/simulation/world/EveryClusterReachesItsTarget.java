package dev.windlass.simulation.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.event.Event;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * L4: what halted or was rolled back goes on when a person asks once for it to be tried again, or for a new upgrade, and what is asked for
 * in a world where all is well completes. So each cluster reaches its target in the end.
 */
final class EveryClusterReachesItsTarget {
    /** What stands there is tried again, or a control plane between two versions finished; then the target, perhaps in two upgrades. */
    private static final int MOST_ROUNDS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final VirtualTime time;
    private final Places places;
    private final Promises promises;
    private final EveryUpgradeEnds ends;
    private final PatientPerson person;
    private final BooleanSupplier broken;

    EveryClusterReachesItsTarget(
            Scenario scenario,
            VirtualTime time,
            Places places,
            Promises promises,
            EveryUpgradeEnds ends,
            PatientPerson person,
            BooleanSupplier broken) {
        this.scenario = scenario;
        this.time = time;
        this.places = places;
        this.promises = promises;
        this.ends = ends;
        this.person = person;
        this.broken = broken;
    }

    /** All upgrades have ended; false when something is broken. */
    boolean whenAsked() {
        for (var round = 0; round < MOST_ROUNDS; round++) {
            var unfinished = unfinished();
            if (unfinished.isEmpty()) {
                return true;
            }
            // People look before they ask again, and nodes need some time to be Ready.
            time.runUntil(broken, PATIENCE);
            unfinished.forEach(this::goesOn);
            if (promises.broken().isPresent() || !ends.inTime()) {
                return false;
            }
            unfinished.forEach(this::hasCompleted);
        }
        unfinished()
                .forEach(place ->
                        broken(place, "is not at " + target(place).orElseThrow() + " after all that was asked"));
        return promises.broken().isEmpty();
    }

    private List<Place> unfinished() {
        return places.all().stream()
                .filter(place -> target(place).isPresent() && !atTarget(place))
                .toList();
    }

    private boolean atTarget(Place place) {
        return SimulatedWorld.newest(place)
                .filter(upgrade -> upgrade.status() == Status.COMPLETED
                        && target(place).equals(Optional.of(upgrade.request().target())))
                .isPresent();
    }

    /** A person looks at what the cluster stands at, and asks for it to be tried again where that can be, or for an upgrade. */
    private void goesOn(Place place) {
        var stands = place.watched().history().state().standing().map(Upgrade::status);
        var again = stands.equals(Optional.of(Status.HALTED)) || stands.equals(Optional.of(Status.ROLLED_BACK));
        if (again && likesToRetry()) {
            var id = person.askAndWait(place, Ask.Kind.RETRY, "");
            if (!isRetried(place, id)) {
                broken(place, "is not tried again when asked");
            }
        } else {
            var id =
                    person.askAndWait(place, Ask.Kind.UPGRADE, nextTarget(place).toString());
            if (!isAccepted(place, id)) {
                broken(place, "is not upgraded when asked");
            }
        }
    }

    /** Some people rather begin anew. */
    private boolean likesToRetry() {
        return Math.floorMod(scenario.seed(), 4) != 1;
    }

    private static boolean isRetried(Place place, RequestId id) {
        return place.watched().history().events().stream()
                .anyMatch(record -> record.event() instanceof Event.UpgradeRetried retried
                        && retried.request().equals(id));
    }

    private static boolean isAccepted(Place place, RequestId id) {
        return SimulatedWorld.newest(place)
                .filter(upgrade -> upgrade.request().id().equals(id))
                .isPresent();
    }

    private void hasCompleted(Place place) {
        if (!SimulatedWorld.is(place, Status.COMPLETED)) {
            broken(place, "has not completed when asked");
        }
    }

    private void broken(Place place, String words) {
        promises.broken(
                "L4 EveryClusterReachesItsTarget",
                "%s %s, after everything was healed; it is %s"
                        .formatted(
                                place.name(),
                                words,
                                SimulatedWorld.newest(place)
                                        .map(upgrade -> upgrade.status().words() + ": " + upgrade.end())
                                        .orElse("without an upgrade")));
    }

    /** What people want in the end; a plan's target counts too. Empty where nobody has asked for anything. */
    private Optional<KubernetesVersion> target(Place place) {
        return scenario.asks().stream()
                .filter(it ->
                        it.cluster().equals(place.name().text()) && !it.target().isEmpty())
                .map(it -> KubernetesVersion.parse(it.target()))
                .max(KubernetesVersion::compareTo);
    }

    /** A control plane between two versions has to be finished first, as the refusal says. */
    private KubernetesVersion nextTarget(Place place) {
        // kubeadm raises the API server first, and says so in its configuration last.
        var raised = place.cluster()
                .with(it -> Stream.concat(
                                Stream.of(it.configured()),
                                it.hosts().stream().flatMap(host -> host.apiServer().stream()))
                        .distinct()
                        .sorted()
                        .toList());
        return raised.size() > 1 ? raised.getLast() : target(place).orElseThrow();
    }
}
