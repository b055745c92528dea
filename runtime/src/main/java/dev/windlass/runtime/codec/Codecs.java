package dev.windlass.runtime.codec;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.report.Report;
import dev.windlass.core.request.Request;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.schemas.wire.SchemaIds;
import dev.windlass.schemas.wire.Subject;
import dev.windlass.schemas.wire.Wire;

/** The codecs of all topics. Thread-safe. */
public record Codecs(
        Codec<Request> requests,
        Codec<EventRecord> events,
        Codec<Report> reports,
        Codec<ClusterState> states,
        Codec<DeadLetter> deadLetters) {
    /** With the ids that stand in the repository, which every Windlass reads. */
    public static final Codecs FIXED = with(SchemaIds.FIXED);

    public static Codecs with(SchemaIds ids) {
        return new Codecs(
                Codec.of(
                        Subject.REQUEST,
                        dev.windlass.schemas.Request.class,
                        ids,
                        RequestMapping::wire,
                        RequestMapping::core),
                Codec.of(
                        Subject.EVENT,
                        dev.windlass.schemas.EventRecord.class,
                        ids,
                        EventMapping::wire,
                        EventMapping::core),
                Codec.of(
                        Subject.REPORT,
                        dev.windlass.schemas.Report.class,
                        ids,
                        ReportMapping::wire,
                        ReportMapping::core),
                Codec.of(
                        Subject.STATE,
                        new Wire<>(Subject.STATE, dev.windlass.schemas.ClusterState.class, ids, StateMapping.LASTING),
                        StateMapping::wire,
                        StateMapping::core),
                Codec.of(
                        Subject.DEAD_LETTER,
                        dev.windlass.schemas.DeadLetter.class,
                        ids,
                        DeadLetterMapping::wire,
                        DeadLetterMapping::core));
    }
}
