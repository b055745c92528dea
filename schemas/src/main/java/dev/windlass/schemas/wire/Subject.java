package dev.windlass.schemas.wire;

import dev.windlass.schemas.ClusterState;
import dev.windlass.schemas.DeadLetter;
import dev.windlass.schemas.EventRecord;
import dev.windlass.schemas.Report;
import dev.windlass.schemas.Request;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What is written to which topic: one record type each. Named as schema registries name it: topic, then "-value". */
public enum Subject {
    /** Anyone may publish these, so they are small. */
    REQUEST("windlass.requests", Request.class, 256 * 1024),
    /** The largest is a plan: about 60 bytes a step. */
    EVENT("windlass.events", EventRecord.class, 8 * 1024 * 1024),
    /** The largest is an inspection of a cluster: about 150 bytes a node. */
    REPORT("windlass.reports", Report.class, 1024 * 1024),
    STATE("windlass.state", ClusterState.class, 8 * 1024 * 1024),
    DEAD_LETTER("windlass.dead-letters", DeadLetter.class, 256 * 1024);

    private final String topic;
    private final Class<? extends SpecificRecord> recordClass;
    private final int mostBytes;

    Subject(String topic, Class<? extends SpecificRecord> recordClass, int mostBytes) {
        this.topic = topic;
        this.recordClass = recordClass;
        this.mostBytes = mostBytes;
    }

    public String topic() {
        return topic;
    }

    /** The name in a schema registry, by its TopicNameStrategy. */
    public String subjectName() {
        return topic + "-value";
    }

    /** The newest schema, which is what this version writes. */
    public Schema schema() {
        return SpecificData.get().getSchema(recordClass);
    }

    /** How many bytes a value may have, with its frame. */
    public int mostBytes() {
        return mostBytes;
    }

    Class<? extends SpecificRecord> recordClass() {
        return recordClass;
    }
}
