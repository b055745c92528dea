package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulation.log.LogFaults;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.ssh.SshFault;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.simulator.world.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lets faults strike, each with the means of what it strikes, and has them mended. */
final class Striking {
    private static final Duration GIVES_UP = Duration.ofSeconds(2);
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(4);

    private final VirtualTime time;
    private final Services services;
    private final Places places;
    private final LogFaults log;
    private final BiConsumer<Fault, String> poison;

    Striking(VirtualTime time, Services services, Places places, LogFaults log, BiConsumer<Fault, String> poison) {
        this.time = time;
        this.services = services;
        this.places = places;
        this.log = log;
        this.poison = poison;
    }

    /** @param tripped the service, node or cluster that tripped the trigger; empty when none did */
    void strike(Fault fault, String tripped) {
        switch (fault.kind().on()) {
            case PROCESS ->
                services.named(whom(fault, tripped)).ifPresent(service -> {
                    everywhere(fault);
                    process(fault, service);
                });
            case NODE ->
                node(whom(fault, tripped))
                        .ifPresent(node -> places.of(node).ifPresent(place -> {
                            place.watched().strikes().add(fault.kind(), node.text(), time.instant(), until(fault));
                            node(fault, place, node);
                        }));
            case CLUSTER ->
                places.named(whom(fault, tripped)).ifPresent(place -> {
                    place.watched().strikes().add(fault.kind(), place.name().text(), time.instant(), until(fault));
                    cluster(fault, place);
                });
            case NOTHING -> {
                everywhere(fault);
                everybody(fault);
            }
        }
    }

    private static String whom(Fault fault, String tripped) {
        return fault.what().isEmpty() ? tripped : fault.what();
    }

    /** Empty for what is no name, as of an event that is about no node. */
    private static Optional<NodeName> node(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new NodeName(name));
    }

    private Instant until(Fault fault) {
        return time.instant().plus(fault.lasts());
    }

    private void later(Fault fault, Runnable mend) {
        time.after(fault.lasts(), mend);
    }

    private void process(Fault fault, Service service) {
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
            case BROKERS_AWAY -> services.process(service).ifPresent(process -> log.away(process, until(fault)));
            case ACK_LOST -> services.process(service).ifPresent(process -> log.loseAnswers(process, until(fault)));
            case SLOW_LOG ->
                services.process(service).ifPresent(process -> log.slow(process, Duration.ofMillis(300), until(fault)));
            case OFFSETS_BACK -> log.offsetsBack(service.group(), fault.argument());
            case REBALANCE -> log.rebalance(service.group());
            default -> throw new IllegalArgumentException(fault + " does not strike a process");
        }
    }

    /** What strikes a process or the log may be felt in every cluster. */
    private void everywhere(Fault fault) {
        for (var place : places.all()) {
            place.watched().strikes().add(fault.kind(), place.name().text(), time.instant(), until(fault));
        }
    }

    private void everybody(Fault fault) {
        switch (fault.kind()) {
            case NO_BROKERS -> log.away(until(fault));
            case LOG_FULL -> log.full(until(fault));
            case TAIL_LOST -> log.loseTail(Duration.ofMillis(500), Duration.ofSeconds(2));
            default -> throw new IllegalArgumentException(fault + " does not strike everybody");
        }
    }

    private void node(Fault fault, Place place, NodeName node) {
        var cluster = place.cluster();
        switch (fault.kind()) {
            case SSH_REFUSED -> ssh(place, node, SshFault.CONNECTION_REFUSED, fault);
            case SSH_CUT_BEFORE -> ssh(place, node, SshFault.CUT_BEFORE, fault);
            case SSH_CUT_AFTER -> ssh(place, node, SshFault.CUT_AFTER, fault);
            case SSH_HALF_OPEN -> ssh(place, node, SshFault.HALF_OPEN, fault);
            case SSH_SLOW -> ssh(place, node, SshFault.SLOW, fault);
            case LOGIN_REFUSED -> ssh(place, node, SshFault.LOGIN_REFUSED, fault);
            case HOST_KEY_CHANGED -> ssh(place, node, SshFault.HOST_KEY_CHANGED, fault);
            case REBOOT -> cluster.tell(it -> it.faults(node).reboot(Duration.ofSeconds(3)));
            case NODE_DOWN ->
                whileItLasts(
                        fault,
                        place,
                        it -> it.faults(node).powerOff(),
                        it -> it.faults(node).powerOn());
            case DISK_FULL ->
                whileItLasts(
                        fault,
                        place,
                        it -> it.faults(node).fillDisk(true),
                        it -> it.faults(node).fillDisk(false));
            case UNIT_KILLED -> cluster.tell(it -> it.faults(node).killUnit());
            case MIRROR_AWAY ->
                whileItLasts(
                        fault,
                        place,
                        it -> it.faults(node).cutMirror(true),
                        it -> it.faults(node).cutMirror(false));
            case STALL ->
                whileItLasts(
                        fault,
                        place,
                        it -> it.faults(node).stall(true),
                        it -> it.faults(node).stall(false));
            case VERB_FAILS -> cluster.tell(it -> it.faults(node).failNext(verb(fault), times(fault)));
            case VERB_SLOW -> cluster.tell(it -> it.faults(node).delayNext(verb(fault), fault.lasts()));
            case KUBELET_BROKEN ->
                whileItLasts(fault, place, it -> it.breakKubelet(node), it -> it.repairKubelet(node));
            case CORDONED -> {
                PersonalCordons.cordon(place, node);
                later(fault, () -> PersonalCordons.uncordon(place, node));
            }
            default -> throw new IllegalArgumentException(fault + " does not strike a node");
        }
    }

    private static Verb verb(Fault fault) {
        return Verb.values()[Math.floorMod(fault.argument(), Verb.values().length)];
    }

    private static int times(Fault fault) {
        return 1 + Math.floorMod(fault.argument() / Verb.values().length, 3);
    }

    private void ssh(Place place, NodeName node, SshFault how, Fault fault) {
        services.sshFaults().strike(place.name(), node, how, until(fault));
    }

    private void whileItLasts(
            Fault fault,
            Place place,
            Consumer<dev.windlass.simulator.world.SimulatedCluster> begin,
            Consumer<dev.windlass.simulator.world.SimulatedCluster> end) {
        place.cluster().tell(begin);
        later(fault, () -> place.cluster().tell(end));
    }

    private void cluster(Fault fault, Place place) {
        var api = place.apiFaults();
        var until = until(fault);
        switch (fault.kind()) {
            case POISON -> poison.accept(fault, place.name().text());
            case API_AWAY -> api.outage(until, GIVES_UP);
            case API_SLOW -> api.slow(until, SLOW_ANSWER, SLOW_ANSWER);
            case API_STALE -> api.stale(until, Duration.ofSeconds(fault.argument()));
            case API_DENIES -> api.deny(until, 403);
            case API_BUSY -> api.busy(until, 503);
            case API_CONFLICTS -> api.conflicts(fault.argument());
            case API_ANSWERS_LOST -> api.loseAnswers(fault.argument());
            case WATCHES_SILENT -> api.muteWatches(until);
            case BUDGET_BLOCKS -> whileItLasts(fault, place, it -> budgets(it, place, 2), it -> budgets(it, place, 1));
            default -> throw new IllegalArgumentException(fault + " does not strike a cluster");
        }
    }

    private static void budgets(dev.windlass.simulator.world.SimulatedCluster cluster, Place place, int available) {
        for (var i = 1; i <= place.watched().plan().workloads(); i++) {
            cluster.changeBudget("default", "web" + i, OptionalInt.of(available), OptionalInt.empty());
        }
    }

    /** Everything is well again, and stays so. */
    void heal() {
        log.heal();
        services.heal();
        for (var place : places.all()) {
            place.watched().strikes().end(time.instant());
            place.apiFaults().heal();
            place.cluster().tell(it -> {
                budgets(it, place, 1);
                it.hosts().forEach(host -> {
                    var node = new NodeName(host.name());
                    it.repairKubelet(node);
                    it.faults(node).heal();
                });
            });
            PersonalCordons.uncordonAll(place);
        }
    }
}
