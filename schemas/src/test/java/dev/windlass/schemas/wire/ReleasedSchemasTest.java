package dev.windlass.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasedSchemasTest {
    @Test
    void shouldGiveEachSchemaAnIdOfItsOwn() {
        assertThat(ReleasedSchemas.all())
                .extracting(ReleasedSchema::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id >> 8 == 0x57494E);
    }

    @Test
    void shouldKeepTheIdsOfTheFirstRelease() {
        assertThat(Arrays.stream(Subject.values())
                        .map(subject -> ReleasedSchemas.of(subject).getFirst().id()))
                .containsExactly(1464421889, 1464421890, 1464421891, 1464421892, 1464421893);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNumberTheVersionsOfASubjectWithoutGaps(Subject subject) {
        var versions = ReleasedSchemas.of(subject).stream()
                .map(ReleasedSchema::version)
                .toList();
        assertThat(versions)
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveReleasedWhatIsWritten(Subject subject) {
        assertThat(ReleasedSchemas.newest(subject).schema())
                .as("a changed schema is a new version with an id of its own in ids.json: see WriteRelease")
                .isEqualTo(subject.schema());
    }
}
