package dev.windlass.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old and new read each other. A kind of event that is new is a break on purpose: whoever does not know it must not pass over it. */
class CompatibilityTest {
    @ParameterizedTest
    @EnumSource
    void shouldReadAndBeReadByEveryReleasedSchema(Subject subject) {
        var released = ReleasedSchemas.of(subject).stream()
                .map(ReleasedSchema::schema)
                .toList()
                .reversed();
        var validator = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        assertThatCode(() -> validator.validate(subject.schema(), released)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveADefaultInEveryEnum(Subject subject) {
        assertThat(named(subject.schema()).values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .allSatisfy(schema ->
                        assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveADefaultInEveryFieldThatCameLater(Subject subject) {
        var first = named(ReleasedSchemas.of(subject).getFirst().schema());
        named(subject.schema()).forEach((name, schema) -> {
            if (first.containsKey(name) && schema.getType() == Schema.Type.RECORD) {
                assertThat(schema.getFields())
                        .filteredOn(field -> first.get(name).getField(field.name()) == null)
                        .allSatisfy(field -> assertThat(field.hasDefaultValue())
                                .as(name + "." + field.name())
                                .isTrue());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatEachRecordAndEachEnumIsFor(Subject subject) {
        assertThat(named(subject.schema()).values())
                .filteredOn(schema -> schema.getType() == Schema.Type.RECORD
                        && schema.getFields().size() > 2)
                .allSatisfy(schema ->
                        assertThat(schema.getDoc()).as(schema.getName()).isNotBlank());
    }

    private static Map<String, Schema> named(Schema root) {
        var found = new LinkedHashMap<String, Schema>();
        var left = new ArrayList<Schema>();
        left.add(root);
        while (!left.isEmpty()) {
            var schema = left.removeLast();
            var named = schema.getType() == Schema.Type.RECORD || schema.getType() == Schema.Type.ENUM;
            if (!named || found.put(schema.getFullName(), schema) == null) {
                left.addAll(inside(schema));
            }
        }
        return found;
    }

    private static Collection<Schema> inside(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case UNION -> schema.getTypes();
            case ARRAY -> java.util.List.of(schema.getElementType());
            default -> java.util.List.of();
        };
    }
}
