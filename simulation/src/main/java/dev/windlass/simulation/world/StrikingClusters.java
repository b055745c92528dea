package dev.windlass.simulation.world;

import dev.windlass.simulation.api.ApiFaults;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.simulator.world.SimulatedCluster;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What strikes a cluster: the way to its API, what runs in it, and what is said of it. */
record StrikingClusters(VirtualTime time, Ways ways, BiConsumer<Fault, String> poison) {
    private static final Duration GIVES_UP = Duration.ofSeconds(2);

    /** Whether it struck something. */
    boolean strike(Fault fault, Place place) {
        var until = time.instant().plus(fault.lasts());
        var workloads = place.workloads();
        return switch (fault.kind()) {
            case POISON -> {
                poison.accept(fault, place.name().text());
                yield true;
            }
            case API_AWAY -> api(fault, place, it -> it.outage(until, GIVES_UP));
            case API_SLOW -> api(fault, place, it -> it.slow(until, seconds(fault), seconds(fault)));
            case API_STALE -> api(fault, place, it -> it.stale(until, seconds(fault)));
            case API_DENIES -> api(fault, place, it -> it.deny(until, 403));
            case API_BUSY -> api(fault, place, it -> it.busy(until, 503));
            case API_CONFLICTS -> api(fault, place, it -> it.conflicts(fault.argument()));
            case API_ANSWERS_LOST -> api(fault, place, it -> it.loseAnswers(fault.argument()));
            case WATCHES_SILENT -> api(fault, place, it -> it.muteWatches(until));
            case SERVERS_HIDDEN -> api(fault, place, it -> it.hideServers(until));
            case CONTROLLERS_AWAY ->
                clusterWhile(fault, place, it -> it.stopControllers(true), it -> it.stopControllers(false));
            case BUDGET_BLOCKS ->
                workloads.hasBudgets()
                        && clusterWhile(
                                fault,
                                place,
                                it -> workloads.block(it.workloads(), true),
                                it -> workloads.block(it.workloads(), false));
            case TWO_BUDGETS ->
                workloads.hasBudgets()
                        && clusterWhile(
                                fault,
                                place,
                                it -> workloads.protectTwice(it.workloads()),
                                it -> workloads.protectOnce(it.workloads()));
            case EMPTY_DIR ->
                place.watched().plan().workers() > 0
                        && place.cluster().<Boolean>with(Obstacles::addScratch)
                        && clusterWhile(fault, place, it -> {}, Obstacles::deleteScratch);
            default -> throw new IllegalArgumentException(fault + " does not strike a cluster");
        };
    }

    private static Duration seconds(Fault fault) {
        return Duration.ofSeconds(fault.argument());
    }

    private boolean api(Fault fault, Place place, Consumer<ApiFaults> what) {
        what.accept(ways.api(fault.whose(), place.name()));
        return true;
    }

    private boolean clusterWhile(
            Fault fault, Place place, Consumer<SimulatedCluster> begin, Consumer<SimulatedCluster> end) {
        place.cluster().tell(begin);
        time.after(fault.lasts(), () -> place.cluster().tell(end));
        return true;
    }
}
