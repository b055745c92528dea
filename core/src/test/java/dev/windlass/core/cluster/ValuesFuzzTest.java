package dev.windlass.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.request.RequestId;
import dev.windlass.fuzzing.Cost;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as any value: the value, which writes itself as a text that is the same value again, or InvalidValue. */
@Timeout(300)
class ValuesFuzzTest {
    private static final List<Function<String, Object>> READERS = List.of(
            KubernetesVersion::parse,
            MinorVersion::parse,
            PackageRevision::new,
            NodeName::new,
            ClusterName::new,
            StepId::new,
            UpgradeId::new,
            RequestId::new,
            PlanDigest::new);

    static List<String> texts() {
        return List.of(
                "v1.20.2",
                "1.20",
                "1.20.2-1.1",
                "0:1.20.2-00",
                "1.30.5-150500.1.1",
                "k8s-n1.example",
                "demo-1700",
                "s012",
                "A.b_c-1",
                "9999.9999.9999",
                "0123456789abcdef".repeat(4),
                "-".repeat(300),
                "a-".repeat(20_000));
    }

    @MethodSource("texts")
    @FuzzTest
    void shouldReadOrRefuse(@NotNull String text) throws Exception {
        Cost.of(text.length(), 1 << 20, 1_000).bound(() -> {
            READERS.forEach(reader -> read(reader, text));
            read(PackageRevision::new, text).ifPresent(ValuesFuzzTest::readVersion);
        });
    }

    private static void readVersion(PackageRevision revision) {
        try {
            assertThat(revision.text()).contains(KubernetesVersion.of(revision).bare());
        } catch (InvalidValue expected) {
            assertThat(expected.getMessage()).contains("Kubernetes version");
        }
    }

    static List<String> names() {
        return List.of(
                "w2 w10 w02 w2", "10.a 9.a a.9", "w w.1 w1 w-1", "a.1-b.22-c a.01-b.3-c", "1a1 01a1 1a01", "00 0 000");
    }

    /** Sorting with an order that contradicts itself throws, or sorts otherwise on each planner. */
    @MethodSource("names")
    @FuzzTest
    void shouldOrderNodesWithoutContradiction(@NotNull String text) throws Exception {
        var names = text.lines()
                .flatMap(line -> List.of(line.split("[^a-z0-9.-]")).stream())
                .limit(8)
                .flatMap(word -> read(NodeName::new, word).stream())
                .toList();
        Cost.of(text.length(), 8 << 20, 40_000).bound(() -> {
            for (var a : names) {
                for (var b : names) {
                    contradictsNothing(a, b, names);
                }
            }
        });
    }

    private static void contradictsNothing(NodeName a, NodeName b, List<NodeName> names) {
        var order = NaturalOrder.OF_NODES;
        assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
        for (var c : names) {
            if (order.compare(a, b) < 0 && order.compare(b, c) < 0) {
                assertThat(order.compare(a, c)).isNegative();
            }
        }
    }

    private static <V> Optional<V> read(Function<String, V> reader, String text) {
        V value;
        try {
            value = reader.apply(text);
        } catch (InvalidValue expected) {
            return Optional.empty();
        }
        assertThat(value.equals(reader.apply(value.toString()))).isTrue();
        return Optional.of(value);
    }
}
