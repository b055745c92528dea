package dev.windlass.kubernetes;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.RolloutJudgement;
import dev.windlass.kubernetes.judgement.Shortfall;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;

/** Whether what a drain took away serves again. */
final class WorkloadsValidation {
    /** Watches for so many kinds and namespaces; beyond that the poll serves. */
    private static final int MOST_WATCHES = 20;

    private final Attempt attempt;

    WorkloadsValidation(Attempt attempt) {
        this.attempt = attempt;
    }

    Outcome perform() throws InterruptedException {
        var terms = attempt.terms()
                .hint("kubectl describe its pods that are Pending: they may lack room, a volume or an image");
        return attempt.lookout(terms).until(attempt.api(), this::look);
    }

    private Seen look(Wakeups wakeups) throws ApiProblem, InterruptedException {
        var workloads = attempt.assignment().workloads();
        workloads.stream()
                .map(WorkloadsValidation::collection)
                .distinct()
                .limit(MOST_WATCHES)
                .forEach(path -> wakeups.on(path, Map.of()));
        var shortfalls = new ArrayList<Shortfall>();
        for (var workload : workloads) {
            var scale = attempt.objects().scale(workload).orElse(null);
            RolloutJudgement.available(workload, scale).ifPresent(shortfalls::add);
        }
        return shortfalls.isEmpty()
                ? new Seen.Good(words(workloads.size()), Finding.NOTHING, "")
                : new Seen.NotYet(shortfalls);
    }

    private static String words(int workloads) {
        return workloads == 0
                ? "nothing was evicted that has to be back"
                : workloads + " evicted workloads available again";
    }

    private static String collection(Workload workload) {
        return workload.kind().equals("ReplicationController")
                ? Resources.controllers(workload.namespace())
                : Resources.apps(workload.namespace(), workload.kind().toLowerCase(Locale.ROOT) + "s");
    }
}
