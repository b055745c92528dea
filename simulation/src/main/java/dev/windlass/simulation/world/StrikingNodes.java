package dev.windlass.simulation.world;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.Role;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.ssh.SshFault;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.simulator.world.Component;
import dev.windlass.simulator.world.HostFaults;
import dev.windlass.simulator.world.SimulatedCluster;
import dev.windlass.simulator.world.Verb;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What strikes a node, or the way to it. */
record StrikingNodes(VirtualTime time, Ways ways) {
    /** Whether it struck something. */
    boolean strike(Fault fault, Place place, NodeName node) {
        return switch (fault.kind()) {
            case SSH_REFUSED -> ssh(fault, place, node, SshFault.CONNECTION_REFUSED);
            case SSH_CUT_BEFORE -> ssh(fault, place, node, SshFault.CUT_BEFORE);
            case SSH_CUT_AFTER -> ssh(fault, place, node, SshFault.CUT_AFTER);
            case SSH_HALF_OPEN -> ssh(fault, place, node, SshFault.HALF_OPEN);
            case SSH_SLOW -> ssh(fault, place, node, SshFault.SLOW);
            case LOGIN_REFUSED -> ssh(fault, place, node, SshFault.LOGIN_REFUSED);
            case HOST_KEY_CHANGED -> ssh(fault, place, node, SshFault.HOST_KEY_CHANGED);
            case REBOOT -> isUp(place, node) && host(place, node, it -> it.reboot(Duration.ofSeconds(3)));
            case NODE_DOWN ->
                isUp(place, node) && hostWhile(fault, place, node, HostFaults::powerOff, HostFaults::powerOn);
            case DISK_FULL -> hostWhile(fault, place, node, it -> it.fillDisk(true), it -> it.fillDisk(false));
            case UNIT_KILLED ->
                place.cluster().with(it -> it.faults(node).killUnit().isPresent());
            case MIRROR_AWAY -> hostWhile(fault, place, node, it -> it.cutMirror(true), it -> it.cutMirror(false));
            case STALL -> hostWhile(fault, place, node, it -> it.stall(true), it -> it.stall(false));
            case VERB_FAILS -> host(place, node, it -> it.failNext(verb(fault), times(fault)));
            case VERB_SLOW -> host(place, node, it -> it.delayNext(verb(fault), fault.lasts()));
            case KUBELET_BROKEN ->
                clusterWhile(fault, place, it -> it.breakKubelet(node), it -> it.repairKubelet(node));
            case KUBELET_CRASHES ->
                clusterWhile(
                        fault,
                        place,
                        it -> it.faults(node).crashKubelet(Duration.ofSeconds(fault.argument())),
                        it -> it.repairKubelet(node));
            case COMPONENT_CRASHES -> crashComponent(fault, place, node);
            case KUBELET_STOPPED ->
                isUp(place, node)
                        && clusterWhile(fault, place, it -> it.stopKubelet(node), it -> it.startKubelet(node));
            case CORDONED -> {
                var cordoned = PersonalCordons.cordon(place, node);
                if (cordoned) {
                    time.after(fault.lasts(), () -> PersonalCordons.uncordon(place, node));
                }
                yield cordoned;
            }
            case UNMANAGED_POD ->
                whenStruck(fault, place, it -> Obstacles.addPod(it, node), it -> Obstacles.deletePod(it, node));
            default -> throw new IllegalArgumentException(fault + " does not strike a node");
        };
    }

    /** After 2 to 13 s. */
    private boolean crashComponent(Fault fault, Place place, NodeName node) {
        var component = Component.values()[Math.floorMod(fault.argument(), Component.values().length)];
        var after = Duration.ofSeconds(2 + Math.floorMod(fault.argument() / Component.values().length, 12));
        return place.cluster().with(it -> it.host(node).role() == Role.CONTROL_PLANE)
                && hostWhile(
                        fault, place, node, it -> it.crashComponent(component, after), HostFaults::repairComponents);
    }

    private static boolean isUp(Place place, NodeName node) {
        return place.cluster().with(it -> it.host(node).isUp());
    }

    private static Verb verb(Fault fault) {
        return Verb.values()[Math.floorMod(fault.argument(), Verb.values().length)];
    }

    private static int times(Fault fault) {
        return 1 + Math.floorMod(fault.argument() / Verb.values().length, 3);
    }

    private boolean ssh(Fault fault, Place place, NodeName node, SshFault how) {
        ways.ssh(fault.whose()).strike(place.name(), node, how, time.instant().plus(fault.lasts()));
        return true;
    }

    private static boolean host(Place place, NodeName node, Consumer<HostFaults> what) {
        place.cluster().tell(it -> what.accept(it.faults(node)));
        return true;
    }

    private boolean hostWhile(
            Fault fault, Place place, NodeName node, Consumer<HostFaults> begin, Consumer<HostFaults> end) {
        return clusterWhile(fault, place, it -> begin.accept(it.faults(node)), it -> end.accept(it.faults(node)));
    }

    private boolean clusterWhile(
            Fault fault, Place place, Consumer<SimulatedCluster> begin, Consumer<SimulatedCluster> end) {
        return whenStruck(
                fault,
                place,
                it -> {
                    begin.accept(it);
                    return true;
                },
                end);
    }

    private boolean whenStruck(
            Fault fault, Place place, Predicate<SimulatedCluster> begin, Consumer<SimulatedCluster> end) {
        var struck = place.cluster().<Boolean>with(begin::test);
        if (struck) {
            time.after(fault.lasts(), () -> place.cluster().tell(end));
        }
        return struck;
    }
}
