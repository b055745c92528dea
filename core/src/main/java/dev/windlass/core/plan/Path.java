package dev.windlass.core.plan;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.ObservedNode;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The hops from where a cluster is to its target: one minor each, over the newest patch that every host is offered. */
final class Path {
    private Path() {}

    sealed interface Result {}

    record Found(List<Hop> hops) implements Result {}

    record None(List<String> reasons) implements Result {}

    /** The lowest version that a component of a control plane has or kubeadm-config names: where the control plane is as a whole. */
    static KubernetesVersion lowest(Topology topology) {
        return versions(topology).min(KubernetesVersion::compareTo).orElseThrow();
    }

    static KubernetesVersion highest(Topology topology) {
        return versions(topology).max(KubernetesVersion::compareTo).orElseThrow();
    }

    private static Stream<KubernetesVersion> versions(Topology topology) {
        return Stream.concat(
                Stream.of(topology.configured()),
                topology.controlPlanes().stream()
                        .flatMap(node -> Stream.concat(node.apiServer().stream(), node.lowestComponent().stream())));
    }

    /**
     * From where a cluster rises to a target. kubeadm writes kubeadm-config before it comes to the add-ons: where it ended in between,
     * the control plane is at its target and has to be brought there once more all the same.
     */
    private static KubernetesVersion start(Topology topology, KubernetesVersion target) {
        var lowest = lowest(topology);
        return topology.kubeProxy()
                .filter(proxy -> lowest.equals(target) && proxy.compareTo(target) < 0)
                .orElse(lowest);
    }

    /** Which repositories have to be asked for the hops to a version: its own minor too where kubelets have to catch up first. */
    static List<MinorVersion> minors(Topology topology, KubernetesVersion target) {
        var own = Stream.of(lowest(topology).series()).filter(any -> mustCatchUp(topology, target));
        return Stream.concat(own, rising(topology, target.series()).stream())
                .distinct()
                .toList();
    }

    /** The minor of each hop in which the control plane rises: those above where it is, or its own when only the patch rises. */
    private static List<MinorVersion> rising(Topology topology, MinorVersion target) {
        var from = lowest(topology).series();
        return from.compareTo(target) >= 0
                ? List.of(target)
                : Stream.iterate(from.next(), minor -> minor.compareTo(target) <= 0, MinorVersion::next)
                        .toList();
    }

    /** Whether kubelets are so old that kubeadm would refuse to raise the control plane above them, be it by a patch. */
    private static boolean mustCatchUp(Topology topology, KubernetesVersion target) {
        var first = rising(topology, target.series()).getFirst();
        return lowest(topology).compareTo(target) < 0
                && topology.nodes().stream()
                        .anyMatch(node -> !Skew.mayStay(node.kubelet().series(), first));
    }

    static Result of(Topology topology, Offers offers, KubernetesVersion target) {
        var reasons = new ArrayList<String>();
        var stops = stops(topology, offers, target, reasons);
        return reasons.isEmpty()
                ? new Found(hops(topology, offers, start(topology, target), stops))
                : new None(reasons);
    }

    private static List<KubernetesVersion> stops(
            Topology topology, Offers offers, KubernetesVersion target, List<String> reasons) {
        var stops = new ArrayList<KubernetesVersion>();
        var rising = rising(topology, target.series());
        if (mustCatchUp(topology, target)) {
            stops.add(catchUp(topology, offers, rising.getFirst(), reasons));
        }
        for (var minor : rising) {
            if (minor.equals(target.series())) {
                var without = offers.without(target);
                if (!without.isEmpty()) {
                    reasons.add("%s is not offered by the package repository of %s; offered now: %s"
                            .formatted(target, without, offers.words(minor)));
                }
                stops.add(target);
            } else {
                offers.newestForAll(minor)
                        .ifPresentOrElse(
                                stops::add,
                                () -> reasons.add(("no version of %s is offered to every "
                                                + "node, and the control plane can't skip it on the way to %s: add it to the package repository; "
                                                + "offered now: %s")
                                        .formatted(minor, target, offers.words(minor))));
            }
        }
        return stops;
    }

    /** The control plane stays where it is, and the kubelets that are too old for its next minor are brought to it. */
    private static KubernetesVersion catchUp(
            Topology topology, Offers offers, MinorVersion first, List<String> reasons) {
        var to = lowest(topology);
        var next = Optional.of(first);
        var lacking = offers.without(to);
        var old = lacking(topology, lacking, node -> isTaken(node, node.kubelet(), to, next, false));
        if (!old.isEmpty()) {
            reasons.add(("the kubelets of %1$s are too old for a control plane of %2$s and must be at %3$s first, but "
                            + "%3$s is not offered by their package repository; offered now: %4$s")
                    .formatted(old, next.get(), to, offers.words(to.series())));
        }
        var left = lacking(topology, lacking, node -> isGivenBack(node, node.kubelet(), to));
        if (!left.isEmpty()) {
            reasons.add(
                    ("%1$s were left cordoned by an earlier upgrade and are given back at %2$s first, but %2$s is not "
                                    + "offered by their package repository: offer it, or uncordon them with kubectl")
                            .formatted(left, to));
        }
        return to;
    }

    private static List<NodeName> lacking(Topology topology, List<NodeName> lacking, Predicate<ObservedNode> taken) {
        return topology.nodes().stream()
                .filter(taken)
                .map(ObservedNode::name)
                .filter(lacking::contains)
                .toList();
    }

    private static List<Hop> hops(
            Topology topology, Offers offers, KubernetesVersion start, List<KubernetesVersion> stops) {
        var kubelets = new TreeMap<NodeName, KubernetesVersion>();
        topology.nodes().forEach(node -> kubelets.put(node.name(), node.kubelet()));
        var hops = new ArrayList<Hop>();
        var from = start;
        var givenBack = new HashSet<NodeName>();
        for (var i = 0; i < stops.size(); i++) {
            var to = stops.get(i);
            var next = i + 1 < stops.size() ? Optional.of(stops.get(i + 1).series()) : Optional.<MinorVersion>empty();
            var rises = from.compareTo(to) < 0;
            var revisions = new TreeMap<NodeName, PackageRevision>();
            for (var node : topology.nodes()) {
                var kubelet = kubelets.getOrDefault(node.name(), node.kubelet());
                var back = isGivenBack(node, kubelet, to) && !givenBack.contains(node.name());
                if (back || isTaken(node, kubelet, to, next, rises)) {
                    givenBack.add(node.name());
                    revisions.put(node.name(), offers.revision(node.name(), to).orElseThrow());
                    kubelets.put(node.name(), to);
                }
            }
            if (!revisions.isEmpty()) {
                hops.add(new Hop(hops.size() + 1, from, to, revisions));
            }
            from = to;
        }
        return hops;
    }

    /**
     * Whether a node is taken because an earlier upgrade left it cordoned, wherever its kubelet is: in the first hop that can, so
     * that it serves again soon. Nobody else gives it back.
     */
    private static boolean isGivenBack(ObservedNode node, KubernetesVersion kubelet, KubernetesVersion to) {
        return node.cordonedByWindlass() && kubelet.compareTo(to) <= 0;
    }

    /** Whether a node is taken in a hop. A worker that may wait for a later hop does, so that it is drained once. */
    private static boolean isTaken(
            ObservedNode node,
            KubernetesVersion kubelet,
            KubernetesVersion to,
            Optional<MinorVersion> next,
            boolean rises) {
        return switch (node.role()) {
            case CONTROL_PLANE -> rises || kubelet.compareTo(to) < 0;
            case WORKER -> {
                var mayWait = next.isPresent() && Skew.mayStay(kubelet.series(), next.get());
                yield kubelet.compareTo(to) < 0 && !mayWait;
            }
        };
    }
}
