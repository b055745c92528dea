package dev.windlass.kubernetes.judgement;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PodDisruptionBudget, of whichever API version the server has.
 *
 * @param selector which pods it protects; empty when it selects none
 */
public record Budget(
        String namespace,
        String name,
        Optional<LabelSelector> selector,
        int desiredHealthy,
        int currentHealthy,
        int disruptionsAllowed) {

    /** policy/v1: an empty selector selects every pod of the namespace, a missing one none. */
    public static Budget of(io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget) {
        var status = budget.getStatus();
        return new Budget(
                budget.getMetadata().getNamespace(),
                budget.getMetadata().getName(),
                Optional.ofNullable(budget.getSpec()).map(spec -> spec.getSelector()),
                status == null ? 0 : RolloutJudgement.count(status.getDesiredHealthy()),
                status == null ? 0 : RolloutJudgement.count(status.getCurrentHealthy()),
                status == null ? 0 : RolloutJudgement.count(status.getDisruptionsAllowed()));
    }

    /** policy/v1beta1: an empty selector selects no pod. */
    public static Budget of(io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget budget) {
        var status = budget.getStatus();
        return new Budget(
                budget.getMetadata().getNamespace(),
                budget.getMetadata().getName(),
                Optional.ofNullable(budget.getSpec())
                        .map(spec -> spec.getSelector())
                        .filter(selector -> !isEmpty(selector)),
                status == null ? 0 : RolloutJudgement.count(status.getDesiredHealthy()),
                status == null ? 0 : RolloutJudgement.count(status.getCurrentHealthy()),
                status == null ? 0 : RolloutJudgement.count(status.getDisruptionsAllowed()));
    }

    public boolean covers(Pod pod) {
        if (selector.isEmpty() || !namespace.equals(pod.getMetadata().getNamespace())) {
            return false;
        }
        var labels = pod.getMetadata().getLabels() == null
                ? Map.<String, String>of()
                : pod.getMetadata().getLabels();
        var wanted = selector.get().getMatchLabels();
        var allLabels = wanted == null
                || wanted.entrySet().stream().allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
        var requirements = selector.get().getMatchExpressions();
        return allLabels
                && (requirements == null || requirements.stream().allMatch(requirement -> holds(requirement, labels)));
    }

    private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
        var value = labels.get(requirement.getKey());
        var values = requirement.getValues() == null ? List.<String>of() : requirement.getValues();
        return switch (requirement.getOperator()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    private static boolean isEmpty(@Nullable LabelSelector selector) {
        return selector == null
                || ((selector.getMatchLabels() == null
                                || selector.getMatchLabels().isEmpty())
                        && (selector.getMatchExpressions() == null
                                || selector.getMatchExpressions().isEmpty()));
    }

    /** "PodDisruptionBudget default/web: needs 2 healthy, has 2". */
    public String words() {
        return "PodDisruptionBudget %s/%s: needs %d healthy, has %d"
                .formatted(namespace, name, desiredHealthy, currentHealthy);
    }
}
