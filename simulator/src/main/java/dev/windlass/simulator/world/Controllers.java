package dev.windlass.simulator.world;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The controllers and kubelets of a cluster: whatever happens, they react to it. */
final class Controllers {
    private static final int ROUNDS = 100;

    private final World world;
    private final List<Runnable> reactions;
    /** Where the world stood when a reaction last changed nothing: until it moves it would change nothing again. */
    private final long[] rested;

    private long settled = -1;

    Controllers(World world, Pods pods, Budgets budgets) {
        this.world = world;
        var deployments = new Deployments(world, pods);
        var daemonSets = new DaemonSets(world, pods);
        var statefulSets = new StatefulSets(world, pods);
        var scheduler = new Scheduler(world);
        reactions = List.of(
                () -> world.hosts.values().forEach(host -> host.kubelet().sync()),
                with(world::controls, deployments::reconcile),
                with(world::controls, statefulSets::reconcile),
                with(world::controls, daemonSets::reconcile),
                with(() -> world.serves(Component.SCHEDULER), scheduler::reconcile),
                with(world::controls, budgets::reconcile));
        rested = new long[reactions.size()];
        Arrays.fill(rested, -1);
    }

    /** Controllers do nothing, and change no status, while no controller manager is there; nor does the scheduler without one. */
    private static Runnable with(BooleanSupplier leader, Runnable reaction) {
        return () -> {
            if (leader.getAsBoolean()) {
                reaction.run();
            }
        };
    }

    /** The controllers and kubelets react until nothing changes any more. */
    void settle() {
        if (world.stir() == settled) {
            return;
        }
        for (var round = 0; round < ROUNDS; round++) {
            world.truth.sawApi(world.now(), world.apiAvailable());
            if (!world.apiAvailable()) {
                settled = world.stir();
                return;
            }
            var before = world.stir();
            react();
            if (world.stir() == before) {
                settled = before;
                return;
            }
        }
        throw new IllegalStateException("the simulated controllers do not come to rest");
    }

    private void react() {
        for (var i = 0; i < rested.length; i++) {
            var before = world.stir();
            if (rested[i] != before) {
                reactions.get(i).run();
                rested[i] = world.stir() == before ? before : -1;
            }
        }
    }
}
