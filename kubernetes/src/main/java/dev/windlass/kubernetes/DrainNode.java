package dev.windlass.kubernetes;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.Evictions;
import dev.windlass.kubernetes.api.Resources;
import dev.windlass.kubernetes.api.Wakeups;
import dev.windlass.kubernetes.judgement.NodeMark;
import dev.windlass.kubernetes.judgement.TakenWorkloads;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evicts a node's pods under their disruption budgets and waits until they are gone. Goes on where another attempt stopped.
 *
 * <p>Every round reads the node first: a drain whose executor was paused while another took over, or while someone uncordoned the
 * node, evicts nothing more.
 */
final class DrainNode {
    private final Attempt attempt;
    private final Lookout lookout;
    private @Nullable DrainRounds rounds;
    private @Nullable List<Workload> taken;
    private @Nullable Set<String> first;

    DrainNode(Attempt attempt) {
        this.attempt = attempt;
        this.lookout = attempt.lookout(attempt.drainTerms());
    }

    Outcome perform() throws InterruptedException {
        return lookout.until(attempt.api(), this::round);
    }

    private Seen round(Wakeups wakeups) throws ApiProblem, InterruptedException {
        wakeups.on(Resources.PODS, Resources.onNode(attempt.node()));
        var found = attempt.objects().node(attempt.node());
        if (found.isEmpty()) {
            return new Seen.Ended(NodeWrites.notThere(attempt));
        }
        var node = found.get();
        var notOurs = NodeMark.of(node, attempt.upgrade())
                .notToDrain(attempt.upgrade(), attempt.assignment().token());
        if (notOurs.isPresent()) {
            NodeWrites.confirm(attempt, node);
            return new Seen.Ended(Outcome.failed(
                    FailureKind.FENCED,
                    "node %s is not ours to drain: %s".formatted(attempt.node(), notOurs.get()),
                    ""));
        }
        var pods = sinceTheBeginning(PodsOfNode.read(attempt));
        if (!pods.refused().isEmpty()) {
            return new Seen.Ended(pods.refusal(attempt));
        }
        var workloads = takings(node, pods);
        if (pods.isDrained()) {
            return new Seen.Ended(done(workloads));
        }
        return rounds(wakeups).next(pods);
    }

    private PodsOfNode sinceTheBeginning(PodsOfNode pods) {
        var known = first;
        if (known == null) {
            known = pods.uids();
            first = known;
        }
        return pods.since(known);
    }

    private DrainRounds rounds(Wakeups wakeups) throws ApiProblem, InterruptedException {
        var known = rounds;
        if (known == null) {
            known = new DrainRounds(attempt, lookout, Evictions.negotiate(attempt.api()));
            rounds = known;
        }
        known.budgetsPath().ifPresent(path -> wakeups.on(path, Map.of()));
        return known;
    }

    /** What is taken away is written on the node, with our token, before the first pod goes. */
    private List<Workload> takings(Node node, PodsOfNode pods) throws ApiProblem, InterruptedException {
        var known = taken;
        if (known != null) {
            return known;
        }
        var mark = NodeMark.of(node, attempt.upgrade());
        var written = mark.taken().flatMap(text -> TakenWorkloads.parse(text, attempt.upgrade()));
        var annotations = new LinkedHashMap<String, Object>();
        var workloads = written.isPresent()
                ? written.get()
                : new TakenWorkloads(attempt.upgrade(), new Takings(attempt.objects()).of(pods.evict()));
        if (written.isEmpty()) {
            annotations.put(NodeMark.TAKEN, workloads.text());
        }
        if (mark.token() < attempt.assignment().token()) {
            annotations.put(NodeMark.TOKEN, String.valueOf(attempt.assignment().token()));
        }
        if (!annotations.isEmpty()) {
            NodeWrites.patch(attempt, node, annotations, Map.of());
        }
        taken = workloads.workloads();
        return workloads.workloads();
    }

    private Outcome done(List<Workload> workloads) {
        var gone = Optional.ofNullable(rounds).map(DrainRounds::total).orElse(0);
        var took =
                Duration.between(lookout.deadline().minus(attempt.drainTerms().deadline()), lookout.now());
        return new Outcome.Succeeded(
                gone == 0 ? "no pod had to go" : "%d pods gone in %s".formatted(gone, Lookout.words(took)),
                new Finding.Drained(workloads));
    }
}
