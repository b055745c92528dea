package dev.windlass.kubernetes.judgement;

import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.jspecify.annotations.Nullable;

/**
 * How many pods a controller is asked for and has.
 *
 * @param wanted spec.replicas, which is 1 when it is not given
 * @param available pods that serve
 * @param observed whether the numbers are about the newest generation
 */
public record Scale(int wanted, int available, boolean observed) {
    public static Scale of(Deployment deployment) {
        var status = deployment.getStatus();
        return status == null
                ? unseen(deployment.getSpec().getReplicas())
                : scale(
                        deployment.getSpec().getReplicas(),
                        status.getAvailableReplicas(),
                        status.getObservedGeneration(),
                        deployment.getMetadata().getGeneration());
    }

    public static Scale of(ReplicaSet replicaSet) {
        var status = replicaSet.getStatus();
        return status == null
                ? unseen(replicaSet.getSpec().getReplicas())
                : scale(
                        replicaSet.getSpec().getReplicas(),
                        status.getAvailableReplicas(),
                        status.getObservedGeneration(),
                        replicaSet.getMetadata().getGeneration());
    }

    public static Scale of(ReplicationController controller) {
        var status = controller.getStatus();
        return status == null
                ? unseen(controller.getSpec().getReplicas())
                : scale(
                        controller.getSpec().getReplicas(),
                        status.getAvailableReplicas(),
                        status.getObservedGeneration(),
                        controller.getMetadata().getGeneration());
    }

    /** No more are available than serve now. */
    public Scale withReady(int serving) {
        return new Scale(wanted, Math.min(available, serving), observed);
    }

    /** A StatefulSet's ready pods: it counts available ones only from Kubernetes 1.22 on. */
    public static Scale of(StatefulSet statefulSet) {
        var status = statefulSet.getStatus();
        return status == null
                ? unseen(statefulSet.getSpec().getReplicas())
                : scale(
                        statefulSet.getSpec().getReplicas(),
                        status.getReadyReplicas(),
                        status.getObservedGeneration(),
                        statefulSet.getMetadata().getGeneration());
    }

    private static Scale unseen(@Nullable Integer replicas) {
        return new Scale(replicas == null ? 1 : replicas, 0, false);
    }

    private static Scale scale(
            @Nullable Integer replicas,
            @Nullable Integer available,
            @Nullable Long observedGeneration,
            @Nullable Long generation) {
        return new Scale(
                replicas == null ? 1 : replicas,
                RolloutJudgement.count(available),
                !RolloutJudgement.less(observedGeneration, generation));
    }
}
