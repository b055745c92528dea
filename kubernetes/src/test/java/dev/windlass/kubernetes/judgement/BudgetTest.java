package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.kubernetes.Samples;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetTest {
    static Stream<Arguments> selectors() {
        return Stream.of(
                Arguments.of(selector().addToMatchLabels("app", "web").build(), true),
                Arguments.of(selector().addToMatchLabels("app", "db").build(), false),
                Arguments.of(expression("app", "In", "db", "web"), true),
                Arguments.of(expression("app", "In", "db"), false),
                Arguments.of(expression("app", "NotIn", "web"), false),
                Arguments.of(expression("tier", "NotIn", "web"), true),
                Arguments.of(expression("app", "Exists"), true),
                Arguments.of(expression("tier", "Exists"), false),
                Arguments.of(expression("tier", "DoesNotExist"), true),
                Arguments.of(
                        selector()
                                .addToMatchLabels("app", "web")
                                .addToMatchExpressions(new LabelSelectorRequirement("tier", "Exists", List.of()))
                                .build(),
                        false));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void shouldKnowWhichPodsItCovers(LabelSelector selector, boolean expected) {
        assertThat(v1("default", selector).covers(Samples.pod("web-1", "n1"))).isEqualTo(expected);
    }

    @Test
    void shouldStayInItsNamespace() {
        var selector = selector().addToMatchLabels("app", "web").build();

        assertThat(v1("other", selector).covers(Samples.pod("web-1", "n1"))).isFalse();
    }

    @Test
    void shouldReadAnEmptySelectorAsItsVersionDoes() {
        var pod = Samples.pod("web-1", "n1");

        assertThat(v1("default", new LabelSelector()).covers(pod)).isTrue();
        assertThat(v1beta1("default", new LabelSelector()).covers(pod)).isFalse();
        assertThat(v1("default", null).covers(pod)).isFalse();
    }

    @Test
    void shouldSayWhatItNeeds() {
        assertThat(v1("default", new LabelSelector()).words())
                .isEqualTo("PodDisruptionBudget default/web: needs 2 healthy, has 2");
    }

    private static LabelSelectorBuilder selector() {
        return new LabelSelectorBuilder();
    }

    private static LabelSelector expression(String key, String operator, String... values) {
        return selector()
                .addToMatchExpressions(new LabelSelectorRequirement(key, operator, List.of(values)))
                .build();
    }

    private static Budget v1(String namespace, @Nullable LabelSelector selector) {
        return Budget.of(new io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withSelector(selector)
                .endSpec()
                .withNewStatus()
                .withDesiredHealthy(2)
                .withCurrentHealthy(2)
                .withDisruptionsAllowed(0)
                .endStatus()
                .build());
    }

    private static Budget v1beta1(String namespace, LabelSelector selector) {
        return Budget.of(new io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withSelector(selector)
                .endSpec()
                .build());
    }
}
