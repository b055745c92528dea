package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulation.log.LogFaults;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lets faults strike, each with the means of what it strikes, and has them mended. */
final class Striking {
    private final VirtualTime time;
    private final Services services;
    private final Places places;
    private final LogFaults log;
    private final StrikingNodes nodes;
    private final StrikingClusters clusters;
    private final Consumer<FaultKind> struck;

    /** @param struck told of each fault that struck something */
    Striking(
            VirtualTime time,
            Services services,
            Places places,
            LogFaults log,
            BiConsumer<Fault, String> poison,
            Consumer<FaultKind> struck) {
        this.time = time;
        this.services = services;
        this.places = places;
        this.log = log;
        this.nodes = new StrikingNodes(time, services.ways());
        this.clusters = new StrikingClusters(time, services.ways(), poison);
        this.struck = struck;
    }

    /**
     * @param tripped the service, node or cluster that tripped the trigger; empty when none did
     * @return whether it struck something
     */
    boolean strike(Fault fault, String tripped) {
        var whom = fault.what().isEmpty() ? whom(fault, tripped) : fault.what();
        var something = switch (fault.kind().on()) {
            case PROCESS ->
                services.named(whom).filter(service -> process(fault, service)).isPresent();
            case NODE -> node(fault, whom);
            case CLUSTER -> cluster(fault, whom);
            case NOTHING -> everybody(fault);
        };
        if (something) {
            struck.accept(fault.kind());
            if (fault.kind().on() == FaultKind.On.PROCESS || fault.kind().on() == FaultKind.On.NOTHING) {
                everywhere(fault);
            }
        }
        return something;
    }

    private String whom(Fault fault, String tripped) {
        return fault.kind().on() == FaultKind.On.NODE && services.named(tripped).isPresent() ? nodeInHand() : tripped;
    }

    /** Of the first cluster that has one; empty where none has. */
    private String nodeInHand() {
        return places.all().stream()
                .flatMap(place -> SimulatedWorld.newest(place).stream())
                .flatMap(upgrade -> upgrade.inFlight().stream())
                .flatMap(step -> step.step().node().stream())
                .findFirst()
                .map(NodeName::text)
                .orElse("");
    }

    private void remember(Fault fault, Place place, String what) {
        // What was sent while calls were slow arrives later still.
        var late = fault.kind() == FaultKind.API_SLOW ? Duration.ofSeconds(fault.argument()) : Duration.ZERO;
        place.watched()
                .strikes()
                .add(fault.kind(), what, time.instant(), until(fault).plus(late));
    }

    private boolean cluster(Fault fault, String whom) {
        var place = places.named(whom).filter(it -> clusters.strike(fault, it));
        place.ifPresent(it -> remember(fault, it, whom));
        return place.isPresent();
    }

    private boolean node(Fault fault, String whom) {
        if (whom.isEmpty()) {
            return false;
        }
        var node = new NodeName(whom);
        var place = places.of(node).filter(it -> nodes.strike(fault, it, node));
        place.ifPresent(it -> remember(fault, it, whom));
        return place.isPresent();
    }

    private Instant until(Fault fault) {
        return time.instant().plus(fault.lasts());
    }

    private void later(Fault fault, Runnable mend) {
        time.after(fault.lasts(), mend);
    }

    /** Only what lives is struck. */
    private boolean process(Fault fault, Service service) {
        var process = services.process(service);
        process.ifPresent(name -> process(fault, service, name));
        return process.isPresent();
    }

    private void process(Fault fault, Service service, String process) {
        switch (fault.kind()) {
            case KILL -> {
                service.kill();
                later(fault, service::start);
            }
            case STOP -> {
                service.stop();
                later(fault, service::start);
            }
            case PAUSE -> {
                services.pause(service);
                later(fault, () -> services.resume(service));
            }
            case SKEW -> {
                services.skew(service, Duration.ofMillis(fault.argument()));
                later(fault, () -> services.skew(service, Duration.ZERO));
            }
            case JOIN -> services.join(service.kind()).start();
            case BROKERS_AWAY -> log.away(process, until(fault));
            case ACK_LOST -> log.loseAnswers(process, until(fault));
            case SLOW_LOG -> log.slow(process, Duration.ofMillis(300), until(fault));
            case OFFSETS_BACK -> log.offsetsBack(service.group(), fault.argument());
            case OFFSETS_FORGOTTEN -> log.forgetOffsets(service.group());
            case REBALANCE -> log.rebalance(service.group());
            case REBALANCE_STORM ->
                log.rebalance(service.group(), Duration.ofSeconds(Math.max(1, fault.argument())), until(fault));
            default -> throw new IllegalArgumentException(fault + " does not strike a process");
        }
    }

    /** What strikes a process or the log may be felt in every cluster. */
    private void everywhere(Fault fault) {
        places.all().forEach(place -> remember(fault, place, place.name().text()));
    }

    private boolean everybody(Fault fault) {
        switch (fault.kind()) {
            case NO_BROKERS -> log.restart(until(fault));
            case NO_ACKS -> log.loseAnswers(until(fault));
            case LOG_FULL -> log.full(until(fault));
            case TAIL_LOST -> log.loseTail(Duration.ofMillis(500), Duration.ofSeconds(2));
            default -> throw new IllegalArgumentException(fault + " does not strike everybody");
        }
        return true;
    }

    /** Everything is well again, and stays so. */
    void heal() {
        log.heal();
        services.heal();
        for (var place : places.all()) {
            place.watched().strikes().end(time.instant());
            place.cluster().tell(it -> {
                it.stopControllers(false);
                place.workloads().block(it.workloads(), false);
                place.workloads().protectOnce(it.workloads());
                Obstacles.clear(it);
                it.hosts().forEach(host -> {
                    var node = new NodeName(host.name());
                    it.repairKubelet(node);
                    it.faults(node).repairComponents();
                    it.faults(node).heal();
                    it.startKubelet(node);
                });
            });
            PersonalCordons.uncordonAll(place);
        }
    }
}
