package dev.windlass.kubernetes.api;

import dev.windlass.kubernetes.judgement.Budget;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The eviction subresource of pods, in the version that the server has, and the budgets that may refuse it.
 *
 * <p>The version is negotiated as kubectl does: the entry pods/eviction of GET /api/v1 names group and version, policy/v1beta1
 * below Kubernetes 1.22 and policy/v1 from then on. What the answers mean is from Kubernetes' pkg/registry/core/pod/storage/eviction.go.
 */
public final class Evictions {
    private static final String SEVERAL_BUDGETS = "more than one PodDisruptionBudget";
    /** What admission says when it stops an eviction: a webhook, one that does not answer, a policy. */
    private static final List<String> GUARDS =
            List.of("admission webhook", "failed calling webhook", "ValidatingAdmissionPolicy");

    private static final Duration AFTER_A_CONFLICT = Duration.ofSeconds(1);

    private final ClusterApi api;
    private final String version;
    private final Optional<String> budgetsPath;

    private Evictions(ClusterApi api, String version, Optional<String> budgetsPath) {
        this.api = api;
        this.version = version;
        this.budgetsPath = budgetsPath;
    }

    /** How an eviction was answered. */
    public sealed interface Result {
        /** The pod is going. */
        record Accepted() implements Result {}

        /** There is no such pod any more: gone, or another one under the same name. */
        record Gone() implements Result {}

        /** Not now: a budget, or whoever else guards the pod. */
        record Refused(Optional<Duration> retryAfter, String why) implements Result {}

        /** Two budgets protect the pod, and Kubernetes evicts no such pod, ever. */
        record SeveralBudgets(String why) implements Result {}
    }

    /** Asks the server what it has. @throws ApiProblem REFUSED when it has no eviction */
    public static Evictions negotiate(ClusterApi api) throws ApiProblem, InterruptedException {
        var eviction = api.get(APIResourceList.class, "/api/v1").getResources().stream()
                .filter(resource -> "pods/eviction".equals(resource.getName()) && "Eviction".equals(resource.getKind()))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        ApiProblem.Kind.REFUSED,
                        "cluster %s: its API server has no pods/eviction, so pods cannot be evicted under their budgets"
                                .formatted(api.name()),
                        "drain the node by hand with kubectl drain --disable-eviction"));
        var named = eviction.getGroup() != null && eviction.getVersion() != null;
        var version = named ? eviction.getGroup() + "/" + eviction.getVersion() : "policy/v1beta1";
        return new Evictions(api, version, budgetsPath(api));
    }

    private static Optional<String> budgetsPath(ClusterApi api) throws ApiProblem, InterruptedException {
        var group = api.find(APIGroup.class, "/apis/policy");
        var versions = group.map(found -> found.getVersions().stream()
                        .map(entry -> entry.getVersion())
                        .toList())
                .orElse(List.of());
        return List.of("v1", "v1beta1").stream()
                .filter(versions::contains)
                .findFirst()
                .map(found -> "/apis/policy/" + found + "/poddisruptionbudgets");
    }

    /** policy/v1 or policy/v1beta1. */
    public String version() {
        return version;
    }

    /** The collection of budgets, to be watched; empty when the server has none. */
    public Optional<String> budgetsPath() {
        return budgetsPath;
    }

    /** All budgets; none when they may not be listed, because they only explain. */
    public List<Budget> budgets() throws ApiProblem, InterruptedException {
        if (budgetsPath.isEmpty()) {
            return List.of();
        }
        try {
            return budgetsPath.get().contains("/v1/")
                    ? api
                            .list(
                                    io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetList.class,
                                    budgetsPath.get(),
                                    Map.of())
                            .stream()
                            .map(Budget::of)
                            .toList()
                    : api
                            .list(
                                    io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetList.class,
                                    budgetsPath.get(),
                                    Map.of())
                            .stream()
                            .map(Budget::of)
                            .toList();
        } catch (ApiProblem problem) {
            if (problem.kind() == ApiProblem.Kind.DENIED) {
                return List.of();
            }
            throw problem;
        }
    }

    /**
     * Evicts this very pod: another one that has come under its name since is left alone.
     *
     * @throws ApiProblem when the answer says nothing about the pod
     */
    public Result evict(Pod pod) throws ApiProblem, InterruptedException {
        var meta = pod.getMetadata();
        var path = "/api/v1/namespaces/" + meta.getNamespace() + "/pods/" + meta.getName() + "/eviction";
        var body = Map.of(
                "apiVersion",
                version,
                "kind",
                "Eviction",
                "metadata",
                Map.of("name", meta.getName(), "namespace", meta.getNamespace()),
                "deleteOptions",
                Map.of("preconditions", Map.of("uid", meta.getUid())));
        var answer = api.post(path, body);
        if (answer.isOk()) {
            return new Result.Accepted();
        }
        var refusal = refusal(answer);
        if (refusal.isEmpty()) {
            throw api.problem("create pods/eviction of " + meta.getNamespace() + "/" + meta.getName(), answer);
        }
        return refusal.get();
    }

    private static Optional<Result> refusal(Answer answer) {
        var message = answer.message();
        if (answer.code() == 404 || (answer.code() == 409 && isAnotherPod(message))) {
            return Optional.of(new Result.Gone());
        }
        if (answer.code() == 409) {
            return Optional.of(new Result.Refused(Optional.of(AFTER_A_CONFLICT), message));
        }
        if (answer.code() == 429) {
            var why = message.isEmpty() ? "the API server answers 429" : message;
            return Optional.of(new Result.Refused(answer.retryAfter(), why));
        }
        if (answer.code() == 500 && message.contains(SEVERAL_BUDGETS)) {
            return Optional.of(new Result.SeveralBudgets(message));
        }
        var guarded = GUARDS.stream().anyMatch(message::contains)
                || (answer.code() == 403 && isAboutThePod(answer.status(), message));
        return guarded ? Optional.of(new Result.Refused(answer.retryAfter(), message)) : Optional.empty();
    }

    /** The precondition on the UID failed. */
    private static boolean isAnotherPod(String message) {
        return message.toLowerCase(Locale.ROOT).contains("uid");
    }

    /** A namespace that is going, or a budget whose count is out of order; not a missing right. */
    private static boolean isAboutThePod(Status status, String message) {
        var details = status.getDetails();
        var ending = details != null
                && details.getCauses() != null
                && details.getCauses().stream().anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
        var budget = details != null
                && details.getKind() != null
                && details.getKind().toLowerCase(Locale.ROOT).startsWith("poddisruptionbudget");
        return ending || budget || message.contains("is being terminated");
    }
}
