package dev.windlass.simulation.histories;

import dev.windlass.core.event.EventRecord;
import dev.windlass.core.upgrade.ClusterState;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Situation;
import dev.windlass.core.upgrade.Status;
import java.time.Instant;
import java.util.List;

/** What must hold at every event and after every decision, whatever happened before. One history has one of these. */
final class HistoryPromises {
    /** Words for a state cost more than the state: now and then is enough, over thousands of histories. */
    private static final int WORDS_EVERY = 64;

    private final SchedulePromises schedules = new SchedulePromises();
    private final RequestPromises requests = new RequestPromises();
    private final EndPromises ends;

    HistoryPromises(Nodes nodes) {
        ends = new EndPromises(nodes);
    }

    void afterEvent(ClusterState before, Input input, EventRecord record, ClusterState after) {
        require(record.sequence() == before.sequence() + 1, "numbers have no gap", record);
        require(after.token() >= before.token(), "tokens never fall", record);
        ReportPromises.check(before, input, record);
        schedules.check(before, record);
        ends.check(before, record, after);
        if (record.sequence() % WORDS_EVERY == 0) {
            require(
                    !Situation.of(after, input.now()).headline().isEmpty(),
                    "there are words for every situation",
                    record);
        }
    }

    void afterDecision(ClusterState before, Input input, List<EventRecord> decided, ClusterState after) {
        var where = "the decision after event " + before.sequence();
        require(after.sequence() == before.sequence() + decided.size(), "no event is lost", where);
        after.active().ifPresent(upgrade -> {
            var idle = upgrade.inFlight().isEmpty();
            require(idle == (upgrade.status() == Status.PAUSED), "an upgrade never stalls", where);
        });
        switch (input) {
            case Input.Requested requested -> requests.check(requested.request(), decided);
            case Input.Ticked ticked ->
                require(
                        after.nextDeadline().stream().allMatch(ticked.now()::isBefore),
                        "what is due happens: leases, deadlines and waits are not forgotten",
                        where);
            case Input.Reported reported -> {}
        }
    }

    static boolean isDue(Instant time, Input input) {
        return !input.now().isBefore(time);
    }

    static void require(boolean holds, String promise, EventRecord record) {
        if (!holds) {
            throw new BrokenPromise(promise, "event " + record.sequence() + ", " + EventWords.of(record.event()));
        }
    }

    static void require(boolean holds, String promise, String where) {
        if (!holds) {
            throw new BrokenPromise(promise, where);
        }
    }
}
