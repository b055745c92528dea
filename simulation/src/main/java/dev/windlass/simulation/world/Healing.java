package dev.windlass.simulation.world;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.Role;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The second phase: nothing goes wrong any more, so everything has to come to an end in time, what halted has to go on when a person asks
 * for it, and each cluster has to reach its target.
 */
final class Healing {
    private static final int MOST_ROUNDS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final VirtualTime time;
    private final Places places;
    private final People people;
    private final Witness witness;
    private final Promises promises;
    private final BooleanSupplier broken;
    private final Consumer<Ask> ask;
    private final Set<String> resumed = new LinkedHashSet<>();
    private int asked;
    private Seen looked = new Seen(-1, -1);

    private record Seen(long events, int published) {}

    Healing(
            Scenario scenario,
            VirtualTime time,
            Places places,
            People people,
            Witness witness,
            Promises promises,
            BooleanSupplier broken,
            Consumer<Ask> ask) {
        this.scenario = scenario;
        this.time = time;
        this.places = places;
        this.people = people;
        this.witness = witness;
        this.promises = promises;
        this.broken = broken;
        this.ask = ask;
    }

    void run() {
        new Unclaimed(time, places, promises).watch();
        for (var round = 0; comesToAnEnd(); round++) {
            var unfinished = places.all().stream()
                    .filter(place -> SimulatedWorld.newest(place).isPresent() && !atTarget(place))
                    .toList();
            if (unfinished.isEmpty()) {
                somebodyPublishesAgain();
                end();
                return;
            }
            if (round == MOST_ROUNDS) {
                unfinished.forEach(this::notReached);
                return;
            }
            // People look before they ask again, and nodes need some time to be Ready.
            time.runUntil(broken, PATIENCE);
            var askAnew = round >= MOST_ROUNDS / 2;
            unfinished.forEach(place -> goesOn(place, askAnew));
        }
    }

    private boolean atTarget(Place place) {
        return SimulatedWorld.newest(place)
                .filter(upgrade -> upgrade.status() == Status.COMPLETED
                        && upgrade.request().target().equals(target(place)))
                .isPresent();
    }

    /** What people want in the end; a plan's target counts too, so that every cluster of a world has one. */
    private KubernetesVersion target(Place place) {
        return scenario.asks().stream()
                .filter(it ->
                        it.cluster().equals(place.name().text()) && !it.target().isEmpty())
                .map(it -> KubernetesVersion.parse(it.target()))
                .max(KubernetesVersion::compareTo)
                .orElseThrow();
    }

    /** A control plane between two versions has to be finished first, as the refusal says. */
    private KubernetesVersion nextTarget(Place place) {
        var raised = place.cluster()
                .with(it -> it.hosts().stream()
                        .filter(host -> host.role() == Role.CONTROL_PLANE)
                        .flatMap(host -> host.apiServer().stream())
                        .distinct()
                        .sorted()
                        .toList());
        return raised.size() > 1 ? raised.getLast() : target(place);
    }

    private void notReached(Place place) {
        var upgrade = SimulatedWorld.newest(place).orElseThrow();
        promises.broken(
                "L4 EveryClusterReachesItsTarget",
                "%s is %s after everything was healed and asked for again: %s"
                        .formatted(place.name(), upgrade.status().words(), upgrade.end()));
    }

    private boolean comesToAnEnd() {
        looked = new Seen(-1, -1);
        var ended = time.runUntil(() -> broken.getAsBoolean() || settled(), bound());
        if (promises.broken().isPresent()) {
            return false;
        }
        if (!ended) {
            promises.broken("L1 EveryUpgradeEnds", "not at an end within %s: %s".formatted(bound(), unsettled()));
            return false;
        }
        return true;
    }

    /** A person asks for what halted to be tried again; when that did not help, for a new upgrade. */
    private void goesOn(Place place, boolean askAnew) {
        var status = SimulatedWorld.newest(place).orElseThrow().status();
        var again = status == Status.HALTED || status == Status.ROLLED_BACK;
        ask(place, again && !askAnew ? Ask.Kind.RETRY : Ask.Kind.UPGRADE);
    }

    private void ask(Place place, Ask.Kind kind) {
        asked++;
        var target = kind == Ask.Kind.UPGRADE ? nextTarget(place).toString() : "";
        ask.accept(new Ask(time.elapsed(), place.name().text(), kind, target, "%s-h%d".formatted(place.name(), asked)));
        // The answer is waited for before anything is concluded from the present state.
        var id = new RequestId("%s-h%d".formatted(place.name(), asked));
        time.runUntil(() -> broken.getAsBoolean() || answered(place, id), Duration.ofMinutes(2));
    }

    /** A request that comes a second time, long after its upgrade has ended, is told from a new one by its id. */
    private void somebodyPublishesAgain() {
        if (scenario.seed() % 4 == 0) {
            scenario.asks().stream()
                    .filter(it -> it.kind() == Ask.Kind.UPGRADE)
                    .findFirst()
                    .ifPresent(ask);
            time.runUntil(broken, Duration.ofSeconds(5));
        }
    }

    private void end() {
        // What was published while no broker was there may be under way still.
        time.runUntil(() -> broken.getAsBoolean() || witness.deadLetters() >= witness.poison(), PATIENCE);
        if (witness.deadLetters() < witness.poison()) {
            promises.broken(
                    "L6 PoisonIsPutAside",
                    "%d dead letters for %d records that can't be read"
                            .formatted(witness.deadLetters(), witness.poison()));
        }
        var most = EventAllowance.of(places);
        if (scenario.faults().isEmpty() && witness.events() > most) {
            promises.broken(
                    "L7 NoSilentRetries", "%d events without any fault, at most %d".formatted(witness.events(), most));
        }
    }

    // ---- whether it is over

    /** Looks only when something was recorded or published since: the question is asked after every piece. */
    private boolean settled() {
        var now = new Seen(witness.events(), people.published().size());
        if (now.equals(looked)) {
            return false;
        }
        looked = now;
        return isSettled();
    }

    private boolean isSettled() {
        for (var place : places.all()) {
            var upgrade = SimulatedWorld.newest(place);
            if (upgrade.isPresent() && !upgrade.get().ended()) {
                if (upgrade.get().status() == Status.PAUSED) {
                    resume(place, upgrade.get());
                }
                return false;
            }
        }
        return allAnswered();
    }

    private void resume(Place place, Upgrade upgrade) {
        if (resumed.add(upgrade.id() + " " + upgrade.statusSince())) {
            asked++;
            ask.accept(new Ask(
                    time.elapsed(), place.name().text(), Ask.Kind.RESUME, "", "%s-h%d".formatted(place.name(), asked)));
        }
    }

    /** S13: each request that a broker has acknowledged was answered. */
    private boolean allAnswered() {
        return people.published().size() >= expected().size()
                && scenario.asks().stream()
                        .allMatch(it -> places.named(it.cluster())
                                .map(place -> answered(place, new RequestId(it.id())))
                                .orElse(true));
    }

    private Set<String> expected() {
        var ids = new LinkedHashSet<String>();
        scenario.asks().forEach(it -> ids.add(it.id()));
        return ids;
    }

    private static boolean answered(Place place, RequestId id) {
        return place.watched().history().state().requests().contains(id);
    }

    private String unsettled() {
        var words = new StringBuilder();
        for (var place : places.all()) {
            words.append(place.name())
                    .append(": ")
                    .append(SimulatedWorld.newest(place)
                            .map(upgrade -> upgrade.status().words() + " " + upgrade.inFlight())
                            .orElse("nothing was accepted"))
                    .append("; ");
        }
        scenario.asks().stream()
                .filter(it -> places.named(it.cluster())
                        .filter(place -> !answered(place, new RequestId(it.id())))
                        .isPresent())
                .forEach(it -> words.append("S13: ").append(it.id()).append(" is not answered; "));
        return words.toString();
    }

    /** Each step may fail once more and wait for its next try; what hangs on a deadline of minutes may wait for that. */
    private Duration bound() {
        var steps = places.all().stream()
                .flatMap(place -> SimulatedWorld.newest(place).stream())
                .flatMap(upgrade -> upgrade.plan().stream())
                .mapToInt(Healing::steps)
                .sum();
        return Duration.ofMinutes(12).plus(Duration.ofSeconds(12L * steps));
    }

    private static int steps(Plan plan) {
        return plan.steps().size();
    }
}
