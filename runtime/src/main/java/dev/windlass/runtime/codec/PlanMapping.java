package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.each;
import static dev.windlass.runtime.codec.Values.known;
import static dev.windlass.runtime.codec.Values.maybe;
import static dev.windlass.runtime.codec.Values.text;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.plan.Hop;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.Step;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.procedure.Action;
import dev.windlass.schemas.NodeRevision;
import java.util.List;
import java.util.TreeMap;

/** Plans and their parts. */
final class PlanMapping {
    private PlanMapping() {}

    static dev.windlass.schemas.Plan wire(Plan plan) {
        return dev.windlass.schemas.Plan.newBuilder()
                .setCluster(plan.cluster().text())
                .setFrom(plan.from().toString())
                .setTarget(plan.target().toString())
                .setHops(each(plan.hops(), PlanMapping::wire))
                .setKubelets(Values.versions(plan.kubelets()))
                .setSteps(each(plan.steps(), PlanMapping::wire))
                .setWarnings(plan.warnings())
                .build();
    }

    static Plan core(dev.windlass.schemas.Plan plan) {
        return new Plan(
                new ClusterName(plan.getCluster()),
                KubernetesVersion.parse(plan.getFrom()),
                KubernetesVersion.parse(plan.getTarget()),
                each(plan.getHops(), PlanMapping::core),
                Values.versions(plan.getKubelets()),
                each(plan.getSteps(), PlanMapping::core),
                plan.getWarnings());
    }

    private static dev.windlass.schemas.Hop wire(Hop hop) {
        var revisions = each(
                List.copyOf(hop.revisions().entrySet()),
                revision -> new NodeRevision(
                        revision.getKey().text(), revision.getValue().text()));
        return new dev.windlass.schemas.Hop(
                hop.number(), hop.from().toString(), hop.to().toString(), revisions);
    }

    private static Hop core(dev.windlass.schemas.Hop hop) {
        var revisions = new TreeMap<NodeName, PackageRevision>();
        hop.getRevisions()
                .forEach(revision ->
                        revisions.put(new NodeName(revision.getNode()), new PackageRevision(revision.getRevision())));
        return new Hop(
                hop.getNumber(),
                KubernetesVersion.parse(hop.getFrom()),
                KubernetesVersion.parse(hop.getTo()),
                revisions);
    }

    static dev.windlass.schemas.Step wire(Step step) {
        return dev.windlass.schemas.Step.newBuilder()
                .setId(step.id().text())
                .setHop(step.hop())
                .setPhase(step.phase())
                .setNode(text(step.node()))
                .setAction(dev.windlass.schemas.Action.valueOf(step.action().name()))
                .build();
    }

    static Step core(dev.windlass.schemas.Step step) {
        return new Step(
                new StepId(step.getId()),
                step.getHop(),
                step.getPhase(),
                maybe(step.getNode(), NodeName::new),
                known(Action.class, step.getAction()));
    }
}
