package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.procedure.Action;
import java.util.function.LongSupplier;

/** A worker node that {@link NodeContract} is tried on. */
interface ContractNode extends AutoCloseable {
    /** As long as an executor that has just given a sign of life holds its step. */
    LongSupplier HELD = heldBy(Clockwork.system());

    static LongSupplier heldBy(Clockwork clockwork) {
        return () -> clockwork.nanoTime() + Action.LEASE.minus(Action.HEARTBEAT).toNanos();
    }

    NodeCommands commands();

    NodeEndpoint endpoint();

    /** The revision that kubeadm, kubelet and kubectl are at, and that the repository offers. */
    PackageRevision installed();

    /** From now on save-configuration does not get to its end. */
    void hold();

    /** Lets what is held go on; called again and again until it has ended. */
    void release();

    /** Kills all processes of a run. */
    void killUnit(RunId run);

    /** Skips the test, in words, where this can't be done. */
    void reboot();

    /** Skips the test, in words, where this can't be done. */
    void fillDisk(boolean full);

    @Override
    void close();
}
