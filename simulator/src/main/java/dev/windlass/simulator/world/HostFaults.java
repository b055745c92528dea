package dev.windlass.simulator.world;

import java.time.Duration;
import java.util.Optional;

/** What can be done to one host of a simulated cluster, at the cluster's present time. */
public final class HostFaults {
    private final World world;
    private final SimulatedNode host;
    private final Runnable settle;

    HostFaults(World world, SimulatedNode host, Runnable settle) {
        this.world = world;
        this.host = host;
        this.settle = settle;
    }

    /** It has no power any more: what runs on it is lost, and nobody reaches it. */
    public void powerOff() {
        host.powerOff();
        settle.run();
    }

    /** It boots. */
    public void powerOn() {
        host.powerOn();
        settle.run();
    }

    /** Down now, and up again after so long; with zero at once. */
    public void reboot(Duration down) {
        powerOff();
        if (down.isZero()) {
            powerOn();
        } else {
            world.agenda.after(down, host::powerOn);
        }
    }

    /** Kills the unit of the run that acts, with all its processes; says which run that was. */
    public Optional<String> killUnit() {
        var killed = host.acting().holder().filter(host::kill).map(Run::id);
        settle.run();
        return killed;
    }

    /** Kills the unit of a run, which may wait for its turn still; false when it has none. */
    public boolean killUnit(String run) {
        var killed = host.memory().run(run).filter(host::kill).isPresent();
        settle.run();
        return killed;
    }

    /** From now on every verb prints this line too, here and on all other hosts, such as one with a secret in it. */
    public void letVerbsPrint(String line) {
        world.letPrint(line);
    }

    public void fillDisk(boolean full) {
        host.troubles().fillDisk(full);
    }

    /** Whether the package repositories can't be reached. What is in the cache can still be installed. */
    public void cutMirror(boolean away) {
        host.troubles().cutMirror(away);
    }

    /** Nothing that a run does gets on until this is lifted, as with a hung disk or a lock that somebody else holds. */
    public void stall(boolean still) {
        host.troubles().stall(still);
        settle.run();
    }

    /** The next time that this verb has something to do it fails; kubeadm's verbs half way. */
    public void failNext(Verb verb) {
        failNext(verb, 1);
    }

    /** The next so many times that this verb has something to do it fails, as above. */
    public void failNext(Verb verb, int times) {
        host.troubles().failNext(verb, times);
    }

    /** The next time that this verb has something to do it takes so much longer. */
    public void delayNext(Verb verb, Duration delay) {
        host.troubles().delayNext(verb, delay);
    }

    /** Lifts all that lasts: full disk, cut mirror, stall, what was to fail or take long, no power. */
    public void heal() {
        fillDisk(false);
        cutMirror(false);
        host.troubles().forgetNext();
        stall(false);
        powerOn();
    }

    /** From now on every other kubelet version than the running one crashes so long after each start, until it is repaired. */
    public void crashKubelet(Duration after) {
        host.kubelet().crashOthers(after);
    }

    /** From now on every other version of this component than the running one crashes so long after it was up, again and again. */
    public void crashComponent(Component component, Duration after) {
        host.staticPods().weaknesses().crashOthers(component, host.staticPods().image(component), after);
    }

    public void repairComponents() {
        host.staticPods().weaknesses().repair();
    }
}
