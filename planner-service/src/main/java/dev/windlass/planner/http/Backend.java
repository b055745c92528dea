package dev.windlass.planner.http;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.planner.view.ClusterView;
import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.events.EventReader;
import dev.windlass.runtime.events.RequestPublisher;
import dev.windlass.runtime.events.StateReplica;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.topics.Topics;
import dev.windlass.service.BrokerProbe;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the API answers from. Thread-safe.
 *
 * @param loop the planner of this process
 * @param replica where every cluster is, whichever planner has it
 */
public record Backend(
        WindlassConfig config,
        Topics topics,
        PlannerLoop loop,
        StateReplica replica,
        EventReader reader,
        RequestPublisher publisher,
        BrokerProbe broker,
        OpenStreams streams,
        Clock clock) {
    /** Beans of this module are there in this environment only: in one process the three services share a class path. */
    public static final String ENVIRONMENT = "planner";

    /** Who needs a broker is told at once that there is none, and does not wait for his own question to go unanswered. */
    void requireBroker() {
        var problem = broker.problem();
        if (!problem.isEmpty()) {
            throw ApiProblem.brokerAway(problem);
        }
    }

    /** Every cluster that is configured, or that something was recorded about. */
    TreeSet<ClusterName> clusters() {
        restored();
        var names = new TreeSet<ClusterName>();
        config.clusters().forEach(cluster -> names.add(cluster.name()));
        replica.states().forEach(state -> names.add(state.cluster()));
        return names;
    }

    /** A cluster that can be looked at. */
    ClusterName known(String text) {
        var known = clusters();
        try {
            var name = new ClusterName(text);
            if (known.contains(name)) {
                return name;
            }
        } catch (InvalidValue e) {
            // What can't be a name is no cluster's.
        }
        throw ApiProblem.unknownCluster(text, known);
    }

    /** A cluster that can be asked for something. */
    ClusterName configured(ClusterName name) {
        if (config.cluster(name).isEmpty()) {
            throw ApiProblem.unknownCluster(
                    name.text(),
                    config.clusters().stream().map(ClusterConfig::name).toList());
        }
        return name;
    }

    Optional<ClusterState> state(ClusterName name) {
        restored();
        return replica.state(name);
    }

    ClusterView view(ClusterName name) {
        var labels = config.cluster(name).map(ClusterConfig::labels).orElse(Map.of());
        var away = broker.problem();
        return ClusterView.of(name, state(name), labels, problem(name, away), !away.isEmpty());
    }

    private String problem(ClusterName name, String away) {
        var stopped = loop.status().stopped().get(name);
        if (stopped != null) {
            return stopped;
        }
        var unreadable = replica.unreadable().get(name);
        if (unreadable != null) {
            return unreadable;
        }
        return away.isEmpty() ? "" : away + "; what it knows is from before that";
    }

    /** An answer from half of the state would be wrong. */
    private void restored() {
        if (!replica.caughtUp()) {
            requireBroker();
            var problem = replica.status().problem();
            throw ApiProblem.starting("the planner is reading its state" + (problem.isEmpty() ? "" : ": " + problem));
        }
    }
}
