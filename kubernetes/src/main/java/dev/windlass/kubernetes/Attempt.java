package dev.windlass.kubernetes;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.Assignment;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.upgrade.Deadlines;
import dev.windlass.kubernetes.api.ClusterApi;
import java.util.function.Consumer;

/** What one attempt of one step works with. */
record Attempt(
        ClusterApi api,
        UpgradeId upgrade,
        Assignment assignment,
        Consumer<String> note,
        Timing timing,
        Clockwork clockwork) {
    ClusterObjects objects() {
        return new ClusterObjects(api);
    }

    Action action() {
        return assignment.step().action();
    }

    NodeName node() {
        return assignment.step().node().orElseThrow(() -> new IllegalArgumentException(missing("node")));
    }

    KubernetesVersion version() {
        return assignment.version().orElseThrow(() -> new IllegalArgumentException(missing("version")));
    }

    private String missing(String what) {
        return "step %s (%s) has no %s"
                .formatted(assignment.step().id(), assignment.step().words(), what);
    }

    /** The action's own deadline. */
    Terms terms() {
        return Terms.of(action().deadline());
    }

    /** The good state has to last as long as the request's policy says, for which there is time beside the action's own. */
    Terms stableTerms() {
        return Terms.of(Deadlines.actors(action(), assignment.policy()))
                .stableFor(assignment.policy().stableFor());
    }

    Terms drainTerms() {
        return Terms.of(assignment.policy().drainDeadline());
    }

    Lookout lookout(Terms terms) {
        return new Lookout(terms, timing, note, clockwork);
    }
}
