package dev.windlass.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.event.Event;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.request.Request;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.StepState;
import dev.windlass.schemas.wire.DecodeFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
    @ParameterizedTest
    @MethodSource("samples")
    <C> void shouldComeBackAsItWas(Sample<C> sample) throws DecodeFailure {
        assertThat(sample.codec().decode(sample.codec().encode(sample.value()))).isEqualTo(sample.value());
    }

    @Test
    void shouldHaveASampleOfEveryKind() {
        assertThat(kinds(CoreSamples.events())).isEqualTo(permitted(Event.class));
        assertThat(kinds(CoreSamples.said())).isEqualTo(permitted(Report.Said.class));
        assertThat(kinds(CoreSamples.outcomes())).isEqualTo(permitted(Outcome.class));
        assertThat(kinds(CoreSamples.findings())).isEqualTo(permitted(Finding.class));
        assertThat(kinds(CoreSamples.requests())).isEqualTo(permitted(Request.class));
        assertThat(kinds(CoreSamples.progresses())).isEqualTo(permitted(StepState.Progress.class));
    }

    @Test
    void shouldHaveASymbolForEveryConstant() {
        assertSymbols(Action.class, dev.windlass.schemas.Action.getClassSchema());
        assertSymbols(FailureKind.class, dev.windlass.schemas.FailureKind.getClassSchema());
        assertSymbols(Request.Verb.class, dev.windlass.schemas.Verb.getClassSchema());
        assertSymbols(Status.class, dev.windlass.schemas.Status.getClassSchema());
        assertSymbols(dev.windlass.core.cluster.Role.class, dev.windlass.schemas.Role.getClassSchema());
        assertSymbols(
                dev.windlass.runtime.deadletters.DeadLetter.Reason.class,
                dev.windlass.schemas.DeadLetterReason.getClassSchema());
    }

    private static <E extends Enum<E>> void assertSymbols(Class<E> type, Schema schema) {
        var names = Stream.concat(
                        Stream.of("UNKNOWN"),
                        Arrays.stream(type.getEnumConstants()).map(Enum::name))
                .toList();
        assertThat(schema.getEnumSymbols()).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Set<Class<?>> kinds(Collection<?> samples) {
        return samples.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> permitted(Class<?> sealed) {
        return Set.of(sealed.getPermittedSubclasses());
    }

    record Sample<C>(Codec<C> codec, C value) {}

    static List<Sample<?>> samples() {
        var codecs = Codecs.FIXED;
        return Stream.<Stream<Sample<?>>>of(
                        CoreSamples.requests().stream().map(value -> new Sample<>(codecs.requests(), value)),
                        CoreSamples.records().stream().map(value -> new Sample<>(codecs.events(), value)),
                        CoreSamples.reports().stream().map(value -> new Sample<>(codecs.reports(), value)),
                        CoreSamples.states().stream().map(value -> new Sample<>(codecs.states(), value)))
                .flatMap(all -> all)
                .toList();
    }
}
