package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.runtime.events.StepRef;
import dev.windlass.simulation.api.ServedCluster;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.coverage.Reached;
import dev.windlass.simulation.invariant.NoSecretInRecords;
import dev.windlass.simulation.invariant.Promises;
import dev.windlass.simulation.invariant.WatchedCluster;
import dev.windlass.simulation.log.SimulatedKafka;
import dev.windlass.simulation.run.Verdict;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import dev.windlass.simulation.time.SimulatedProcess;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of one scenario: chaos first, then everything is healed and has to come to a good end. Used once, by one thread. */
public final class SimulatedWorld {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Scenario scenario;
    private final Chances chances;
    private final VirtualTime time = new VirtualTime(START);
    private final Hash hash = new Hash();
    private final Reached reached = new Reached();
    private final Promises promises = new Promises(time::elapsed);
    private final Places places = new Places();
    private final RarePaths rare = new RarePaths(reached, places);
    private final Trace trace;
    private final Witness witness;
    private final SimulatedKafka kafka;
    private final Crossings crossings;
    private final Services services;
    private final Striking striking;
    private final People people;
    private final RequestsAreAnswered answers;
    private final PoisonIsPutAside poison = new PoisonIsPutAside(time, promises);
    private final ReportsAreHeard reports = new ReportsAreHeard(time, promises);
    private final OthersGoOn others = new OthersGoOn(time, places, promises);
    private final List<Fault> whenRecorded = new ArrayList<>();
    private final Map<String, Integer> recordedTimes = new HashMap<>();

    /** @param trace takes the history in lines, where somebody wants it */
    public SimulatedWorld(Scenario scenario, Optional<Consumer<String>> trace) {
        this.scenario = scenario;
        this.chances = new Chances(scenario.seed());
        this.trace = new Trace(trace, time::elapsed);
        scenario.fleet().clusters().forEach(this::build);
        var watched = new LinkedHashMap<String, WatchedCluster>();
        places.all().forEach(place -> watched.put(place.name().text(), place.watched()));
        this.witness = new Witness(watched, promises, poison, reached, hash, this::recorded, reports::reported);
        this.kafka = new SimulatedKafka(time, scenario.fleet().partitions(), chances.of("brokers"), witness);
        this.crossings = new Crossings(scenario.faults(), this::strike);
        this.services = new Services(time, kafka, places, crossings, chances, Configuration.of(places.all()));
        this.people = new People(
                new SimulatedProcess("people", time, chances.of("people")), kafka, chances.of("people's log"));
        this.striking =
                new Striking(time, services, places, kafka.faults(), new Poison(people)::publish, reached::struck);
        this.answers = new RequestsAreAnswered(time, places, people, promises, scenario.asks());
    }

    private void build(ClusterPlan plan) {
        var model = new SimulatedCluster(
                Shapes.of(plan, chances.of("names in " + plan.name()).nextLong()), START);
        model.faults(new NodeName(plan.name() + "-cp1")).letVerbsPrint(NoSecretInRecords.PRINTED);
        var cluster = new MovingCluster(model, time);
        var name = new ClusterName(plan.name());
        var watched = new WatchedCluster(plan, model, time);
        places.add(new Place(name, cluster, new ServedCluster(name, cluster, time), watched));
        cluster.watch(() -> promises.changed(watched));
    }

    /** Runs it to its end. */
    public Verdict run() {
        services.create(scenario.fleet());
        services.all().forEach(Service::start);
        scenario.asks().forEach(ask -> time.after(ask.at(), () -> ask(ask)));
        scenario.faults().forEach(this::arm);
        others.watch();
        if (!time.runUntil(this::broken, scenario.chaos())) {
            crossings.end();
            whenRecorded.clear();
            trace.line("everything is healed");
            striking.heal();
            new Healing(scenario, time, places, witness, promises, answers, reports, poison, this::broken, this::ask)
                    .run();
        }
        witness.readBackNewest();
        rare.ended();
        return new Verdict(
                promises.broken(),
                hash.value(),
                witness.events(),
                time.elapsed(),
                reached.sometimes(),
                reached.transitions());
    }

    private void arm(Fault fault) {
        switch (fault.trigger()) {
            case Trigger.At at -> time.after(at.after(), () -> strike(fault, ""));
            case Trigger.Recorded recorded -> whenRecorded.add(fault);
            case Trigger.Passing passing -> {}
        }
    }

    private void ask(Ask ask) {
        trace.ask(ask);
        answers.asked(ask);
        people.publish(ask);
    }

    private void strike(Fault fault, String tripped) {
        if (time.elapsed().compareTo(scenario.chaos()) < 0) {
            trace.fault(fault, tripped);
            hash.add(fault.kind().ordinal());
            // What is killed is not at work afterwards.
            var paths = rare.before(fault, tripped);
            if (striking.strike(fault, tripped)) {
                paths.forEach(reached::saw);
                others.struck(fault);
            } else {
                trace.inVain(fault);
            }
        }
    }

    private void recorded(EventRecord event) {
        trace.event(event);
        rare.recorded(event);
        reports.recorded(event);
        others.recorded(event);
        if (whenRecorded.isEmpty()) {
            return;
        }
        var kind = event.event().getClass().getSimpleName();
        var times = recordedTimes.merge(kind, 1, Integer::sum);
        var due = whenRecorded.stream()
                .filter(fault -> fault.trigger() instanceof Trigger.Recorded at
                        && at.event().equals(kind)
                        && at.nth() == times)
                .toList();
        whenRecorded.removeAll(due);
        // The log is in the middle of a commit: it strikes as soon as that is over.
        due.forEach(fault -> time.after(
                Duration.ZERO, () -> strike(fault, tripped(fault.kind().on(), event))));
    }

    /** What an event is about, as far as faults of this sort strike it. */
    private String tripped(FaultKind.On on, EventRecord event) {
        return switch (on) {
            case CLUSTER -> event.cluster().text();
            case NODE ->
                places.named(event.cluster().text())
                        .map(place -> node(place, event))
                        .orElse("");
            case PROCESS, NOTHING -> "";
        };
    }

    /** The event's own; the first one of the cluster for an event that is about no node. */
    private static String node(Place place, EventRecord event) {
        var own = event.event() instanceof Event.RollbackStarted started
                ? Optional.of(started.node())
                : StepRef.of(event.event())
                        .flatMap(of -> newest(place).flatMap(upgrade -> upgrade.step(of.step())))
                        .flatMap(state -> state.step().node());
        return own.map(NodeName::text).orElse(place.name() + "-cp1");
    }

    /** Looked at after every piece: what happened on hosts is told, and whether a promise was broken. */
    private boolean broken() {
        for (var place : places.all()) {
            for (var what : place.newOccurrences()) {
                trace.occurrence(what);
                hash.add(what.toString());
                rare.happened(what);
                promises.happened(place.watched(), what);
            }
        }
        services.failure().or(people::failure).ifPresent(words -> promises.broken("NoThreadDies", words));
        return promises.broken().isPresent();
    }

    static Optional<Upgrade> newest(Place place) {
        return place.watched().history().upgrade();
    }

    static boolean is(Place place, Status status) {
        return newest(place).filter(upgrade -> upgrade.status() == status).isPresent();
    }
}
