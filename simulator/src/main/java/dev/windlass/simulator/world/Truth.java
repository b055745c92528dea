package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What really happened, for tests: nobody in the cluster can see this. */
public final class Truth {
    private final Map<String, Map<Verb, Integer>> starts = new TreeMap<>();
    private final Map<String, Map<Verb, Integer>> acts = new TreeMap<>();
    private final Map<String, Integer> leastReady = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Occurrence> occurrencesView = Collections.unmodifiableList(occurrences);
    private Optional<Instant> outageSince = Optional.empty();
    private Duration outage = Duration.ZERO;

    Truth() {}

    /**
     * Something that no correct upgrade does, such as a kubelet that is newer than an API server.
     *
     * @param node which node's change it was
     */
    public record Violation(Instant at, Rule rule, String node, String words) {}

    /** What such a thing breaks. */
    public enum Rule {
        /** Versions of API servers, kubelets and kubeadm that may not meet. */
        VERSIONS,
        /** A kubelet goes to another minor version while pods are on its node, or may come there. */
        DRAINED_FIRST,
        /** A node is taken while another is not ready, whoever made it so. */
        ONE_NODE_AT_A_TIME
    }

    /** How often a verb was begun on a node. */
    public int starts(String node, Verb verb) {
        return starts.getOrDefault(node, Map.of()).getOrDefault(verb, 0);
    }

    /** How often a verb changed something on a node: beginnings that found everything done already are not counted. */
    public int acts(String node, Verb verb) {
        return acts.getOrDefault(node, Map.of()).getOrDefault(verb, 0);
    }

    /** The fewest ready pods of a Deployment that were seen since it first had all; empty when it never had. */
    public OptionalInt leastReady(String namespace, String deployment) {
        var least = leastReady.get(namespace + "/" + deployment);
        return least == null ? OptionalInt.empty() : OptionalInt.of(least);
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** All that happened on hosts, oldest first. The list only grows, so whoever remembers a size reads on from there. */
    public List<Occurrence> occurrences() {
        return occurrencesView;
    }

    /** How long no API server answered, all outages together. */
    public Duration outage() {
        return outage;
    }

    void started(String node, Verb verb) {
        starts.computeIfAbsent(node, name -> new TreeMap<>()).merge(verb, 1, Integer::sum);
    }

    void acted(String node, Verb verb) {
        acts.computeIfAbsent(node, name -> new TreeMap<>()).merge(verb, 1, Integer::sum);
    }

    void happened(Occurrence occurrence) {
        occurrences.add(occurrence);
    }

    void violated(Instant at, Rule rule, String node, String words) {
        violations.add(new Violation(at, rule, node, words));
    }

    void sawReady(String namespace, String deployment, int ready, int wanted) {
        var key = namespace + "/" + deployment;
        if (leastReady.containsKey(key) || ready >= wanted) {
            leastReady.merge(key, ready, Math::min);
        }
    }

    void sawApi(Instant now, boolean available) {
        if (!available && outageSince.isEmpty()) {
            outageSince = Optional.of(now);
        } else if (available && outageSince.isPresent()) {
            outage = outage.plus(Duration.between(outageSince.get(), now));
            outageSince = Optional.empty();
        }
    }
}
