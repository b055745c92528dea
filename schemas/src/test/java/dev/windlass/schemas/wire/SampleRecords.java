package dev.windlass.schemas.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A record of any schema in which every field has something, always the same. */
final class SampleRecords {
    private int counter;

    /** One record for each branch of the record's last field when that is a union, else one. */
    static List<GenericData.Record> of(Schema schema) {
        var samples = new ArrayList<GenericData.Record>();
        for (var kind : kinds(schema)) {
            var record = (GenericData.Record) new SampleRecords().sample(schema, "");
            kindField(schema)
                    .ifPresent(field -> record.put(field.pos(), new SampleRecords().sample(kind, field.name())));
            samples.add(record);
        }
        return samples;
    }

    /** The name of the kind that this record is of. */
    static String kindOf(GenericData.Record record) {
        return kindField(record.getSchema())
                .map(field -> ((GenericData.Record) record.get(field.pos()))
                        .getSchema()
                        .getName())
                .orElse(record.getSchema().getName());
    }

    static List<Schema> kinds(Schema schema) {
        return kindField(schema).map(field -> field.schema().getTypes()).orElse(List.of(schema));
    }

    private static java.util.Optional<Schema.Field> kindField(Schema schema) {
        return schema.getFields().stream()
                .filter(field -> List.of("event", "said", "what").contains(field.name()))
                .findFirst();
    }

    private Object sample(Schema schema, String name) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
            case ARRAY ->
                new GenericData.Array<>(
                        schema, List.of(sample(schema.getElementType(), name), sample(schema.getElementType(), name)));
            case UNION -> sample(schema.getTypes().getLast(), name);
            case STRING -> name + "-" + ++counter + "-ä";
            case INT -> ++counter;
            case LONG -> 1_700_000_000_000L + ++counter;
            case BOOLEAN -> true;
            case BYTES -> ByteBuffer.wrap((name + ++counter).getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("no sample for " + schema.getType());
        };
    }

    private Object record(Schema schema) {
        var record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), sample(field.schema(), field.name())));
        return record;
    }
}
