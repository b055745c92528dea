package dev.windlass.simulation.histories;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What one seed draws before its history begins.
 *
 * @param start where the control plane is
 * @param workerStart where the workers are: at most one minor lower
 * @param offered what every host's repositories have; a minor may be missing
 * @param targets what people ask for: mostly what is offered, now and then what is not, or what lies below
 * @param trouble how likely it is that a move goes wrong, from 0 to 1
 * @param steering how likely it is that somebody steers before a move, from 0 to 1
 * @param moves how long it is before everything works
 */
record Circumstances(
        int controlPlanes,
        int workers,
        KubernetesVersion start,
        KubernetesVersion workerStart,
        List<KubernetesVersion> offered,
        List<KubernetesVersion> targets,
        double trouble,
        double steering,
        int moves) {
    /** Older workers' version, the control plane's, and what there is above: from before and after the skew rules changed. */
    private static final List<List<KubernetesVersion>> LADDERS = List.of(
            versions("1.18.20", "1.19.9", "1.20.2", "1.21.1", "1.22.3"),
            versions("1.24.2", "1.25.4", "1.25.9", "1.26.8", "1.27.2"),
            versions("1.27.5", "1.28.3", "1.29.9", "1.30.2", "1.31.4"));

    private static List<KubernetesVersion> versions(String... texts) {
        return List.of(texts).stream().map(KubernetesVersion::parse).toList();
    }

    static Circumstances drawn(SplittableRandom random) {
        var ladder = LADDERS.get(random.nextInt(LADDERS.size()));
        var start = ladder.get(1);
        var offered = new ArrayList<>(List.of(start));
        ladder.stream().skip(2).filter(version -> random.nextInt(32) > 0).forEach(offered::add);
        var targets = new ArrayList<>(ladder.subList(2, ladder.size()));
        if (random.nextInt(8) == 0) {
            targets.addAll(ladder.subList(0, 2));
            targets.add(new KubernetesVersion(ladder.getLast().series().next(), 0));
        }
        return new Circumstances(
                1 + random.nextInt(3),
                random.nextInt(7),
                start,
                ladder.get(random.nextInt(4) == 0 ? 0 : 1),
                List.copyOf(offered),
                List.copyOf(targets),
                random.nextDouble() * 0.35,
                random.nextDouble() * 0.05,
                40 + random.nextInt(160));
    }

    /** As a repository lists them: the package revisions of each minor. */
    Map<MinorVersion, List<PackageRevision>> revisions() {
        var revisions = new TreeMap<MinorVersion, List<PackageRevision>>();
        for (var version : offered) {
            revisions
                    .computeIfAbsent(version.series(), minor -> new ArrayList<>())
                    .add(new PackageRevision(version.bare() + "-1.1"));
        }
        return revisions;
    }
}
