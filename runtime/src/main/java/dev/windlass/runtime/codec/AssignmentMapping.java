package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.each;
import static dev.windlass.runtime.codec.Values.maybe;
import static dev.windlass.runtime.codec.Values.text;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.event.Assignment;
import java.util.Optional;

/** The instruction inside a scheduled step. */
final class AssignmentMapping {
    private AssignmentMapping() {}

    static dev.windlass.schemas.Assignment wire(Assignment assignment) {
        return dev.windlass.schemas.Assignment.newBuilder()
                .setStep(PlanMapping.wire(assignment.step()))
                .setAttempt(assignment.attempt())
                .setToken(assignment.token())
                .setVersion(text(assignment.version()))
                .setRevision(text(assignment.revision()))
                .setMinors(each(assignment.minors(), MinorVersion::toString))
                .setEvidenceAfter(assignment.evidenceAfter().orElse(null))
                .setWorkloads(each(assignment.workloads(), Values::wire))
                .setKubelets(Values.versions(assignment.kubelets()))
                .setEtcdImage(assignment.etcdImage())
                .setPolicy(Values.wire(assignment.policy()))
                .build();
    }

    static Assignment core(dev.windlass.schemas.Assignment assignment) {
        return new Assignment(
                PlanMapping.core(assignment.getStep()),
                assignment.getAttempt(),
                assignment.getToken(),
                maybe(assignment.getVersion(), KubernetesVersion::parse),
                maybe(assignment.getRevision(), PackageRevision::new),
                each(assignment.getMinors(), MinorVersion::parse),
                Optional.ofNullable(assignment.getEvidenceAfter()),
                each(assignment.getWorkloads(), Values::core),
                Values.versions(assignment.getKubelets()),
                assignment.getEtcdImage(),
                Values.core(assignment.getPolicy()));
    }
}
