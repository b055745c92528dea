package dev.windlass.simulation.scenario;

import dev.windlass.core.request.Policy;
import dev.windlass.simulation.scenario.Ask.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a scenario from a seed. Each concern has a source of chance of its own, so that another sort of fault does not give another
 * world.
 */
public final class Drawing {
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    /** The versions before, in and after which the API, kubeadm or the skew policy differ. */
    private static final List<String> VERSIONS = List.of("v1.15.4", "v1.19.9", "v1.21.3", "v1.27.6", "v1.30.4");

    /** In so many of a hundred worlds something stays broken until steps have failed for good. */
    private static final int STUBBORN = 40;

    /** So many of a hundred clusters with workers have a StatefulSet. */
    private static final int STATEFUL = 40;

    private Drawing() {}

    public static Scenario draw(long seed) {
        var root = new SplittableRandom(seed);
        var topology = root.split();
        var workload = root.split();
        var trouble = root.split();
        var terms = root.split();
        var fleet = withStatefulSets(root.split(), fleet(topology));
        var stubborn = trouble.nextInt(100) < STUBBORN;
        var chaos = Duration.ofSeconds(
                (stubborn ? workload.nextInt(120, 260) : workload.nextInt(15, 90)) + 6L * nodes(fleet));
        var faults = stubborn ? FaultDrawing.stubborn(trouble, fleet, chaos) : FaultDrawing.draw(trouble, fleet, chaos);
        return new Scenario(
                seed, fleet, longEnough(chaos, faults), withPolicies(terms, asks(workload, fleet, chaos)), faults);
    }

    /** For an executor that sleeps until its node may be finished: to wake up in it. */
    private static Duration longEnough(Duration chaos, List<Fault> faults) {
        return faults.stream()
                .filter(fault -> fault.kind() == FaultKind.PAUSE)
                .filter(fault -> fault.trigger() instanceof Trigger.Passing)
                .map(fault -> fault.lasts().plusSeconds(60))
                .filter(needed -> needed.compareTo(chaos) > 0)
                .max(Duration::compareTo)
                .orElse(chaos);
    }

    private static int nodes(Fleet fleet) {
        return fleet.clusters().stream()
                .mapToInt(cluster -> cluster.controlPlanes() + cluster.workers())
                .sum();
    }

    // ---- topology

    /** Most worlds are small: what goes wrong goes wrong in them too, and there is time for many more of them. */
    private static Fleet fleet(SplittableRandom chance) {
        var clusters = new ArrayList<ClusterPlan>();
        var count = weighted(chance, 92, 7, 1) + 1;
        for (var i = 0; i < count; i++) {
            var controlPlanes = weighted(chance, 84, 4, 9, 1, 2) + 1;
            var workers = workers(chance);
            var version = VERSIONS.get(chance.nextInt(VERSIONS.size()));
            var workloads = weighted(chance, 35, 45, 20);
            // Pods that are evicted need another worker to go to.
            clusters.add(new ClusterPlan(NAMES.get(i), controlPlanes, workers, version, workers < 2 ? 0 : workloads));
        }
        return new Fleet(
                weighted(chance, 70, 25, 5) + 1,
                weighted(chance, 70, 27, 3) + 1,
                weighted(chance, 55, 35, 10) + 1,
                weighted(chance, 65, 28, 7) + 1,
                clusters);
    }

    private static int workers(SplittableRandom chance) {
        return switch (weighted(chance, 40, 38, 14, 6, 2)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> 2;
            case 3 -> chance.nextInt(3, 6);
            default -> chance.nextInt(6, 21);
        };
    }

    private static Fleet withStatefulSets(SplittableRandom chance, Fleet fleet) {
        return fleet.withClusters(fleet.clusters().stream()
                .map(cluster ->
                        cluster.withStatefulSets(cluster.workers() > 0 && chance.nextInt(100) < STATEFUL ? 1 : 0))
                .toList());
    }

    // ---- workload

    private static List<Ask> asks(SplittableRandom chance, Fleet fleet, Duration chaos) {
        var asks = new ArrayList<Ask>();
        for (var cluster : fleet.clusters()) {
            var target = target(cluster.version(), chance.nextInt(7) == 0 ? 2 : 1);
            var begin = Duration.ofMillis(chance.nextLong(1_000, 9_000));
            if (chance.nextInt(12) == 0) {
                asks.add(new Ask(begin.dividedBy(2), cluster.name(), Kind.PLAN, target, cluster.name() + "-plan"));
            }
            var upgrade = new Ask(begin, cluster.name(), Kind.UPGRADE, target, cluster.name() + "-1");
            asks.add(upgrade);
            if (chance.nextInt(10) == 0) {
                asks.add(new Ask(within(chance, chaos), cluster.name(), Kind.UPGRADE, target, upgrade.id()));
            }
            if (chance.nextInt(10) == 0) {
                asks.add(new Ask(
                        within(chance, chaos), cluster.name(), Kind.UPGRADE, target, cluster.name() + "-again"));
            }
            steer(chance, cluster, chaos, asks);
        }
        return asks;
    }

    private static void steer(SplittableRandom chance, ClusterPlan cluster, Duration chaos, List<Ask> asks) {
        var people = weighted(chance, 66, 16, 12, 6);
        for (var i = 0; i < people; i++) {
            var kind = List.of(Kind.PAUSE, Kind.RESUME, Kind.CANCEL, Kind.RETRY, Kind.ROLLBACK, Kind.RESUME)
                    .get(chance.nextInt(6));
            asks.add(new Ask(within(chance, chaos), cluster.name(), kind, "", cluster.name() + "-s" + i));
        }
    }

    /** What upgrades may delete, and how long they may drain. A request that is published twice is one request. */
    private static List<Ask> withPolicies(SplittableRandom chance, List<Ask> asks) {
        var policies = new HashMap<String, Policy>();
        return asks.stream()
                .map(ask -> ask.kind() == Kind.UPGRADE
                        ? ask.withPolicy(policies.computeIfAbsent(ask.id(), id -> policy(chance)))
                        : ask)
                .toList();
    }

    private static Policy policy(SplittableRandom chance) {
        var drain = switch (weighted(chance, 15, 70, 15)) {
            case 0 -> Duration.ofSeconds(45);
            case 1 -> Ask.USUAL.drainDeadline();
            default -> Duration.ofMinutes(9);
        };
        var stable = chance.nextInt(3) == 0 ? Duration.ofSeconds(10) : Ask.USUAL.stableFor();
        return new Policy(drain, stable, chance.nextInt(4) == 0, chance.nextInt(4) == 0);
    }

    static Duration within(SplittableRandom chance, Duration chaos) {
        return Duration.ofMillis(chance.nextLong(1_000, chaos.toMillis()));
    }

    /** The version so many minors above, as the repositories offer it. */
    public static String target(String version, int above) {
        var parts = version.substring(1).split("\\.");
        return "v%s.%d.%d".formatted(parts[0], Integer.parseInt(parts[1]) + above, above);
    }

    /** The index of one of some weights. */
    static int weighted(SplittableRandom chance, int... weights) {
        var sum = 0;
        for (var weight : weights) {
            sum += weight;
        }
        var left = chance.nextInt(sum);
        for (var i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("weights sum up to more than their sum");
    }
}
