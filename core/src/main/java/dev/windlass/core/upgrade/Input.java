package dev.windlass.core.upgrade;

import dev.windlass.core.report.Report;
import dev.windlass.core.request.Request;
import java.time.Instant;

/** What the planner can be told. {@code now} is the planner's clock, so that deciding needs none. */
public sealed interface Input {
    Instant now();

    /** Somebody asked for something. */
    record Requested(Request request, Instant now) implements Input {}

    /** An executor or validator said something. */
    record Reported(Report report, Instant now) implements Input {}

    /** Time has passed: leases, deadlines and waits may be over. */
    record Ticked(Instant now) implements Input {}
}
