package dev.windlass.runtime.work;

import dev.windlass.core.event.Event;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.procedure.Actor;
import dev.windlass.runtime.events.StepRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The steps of one partition that are scheduled for this kind of actor and that nobody has taken, as far as the events were read.
 * Reading a backlog first and looking then keeps an actor from doing what was done while nobody read; and reading on while steps wait for
 * a free lane, from claiming a try that has been offered anew since. Used by one thread.
 */
final class OpenSteps {
    private final Actor actor;
    private final Map<StepKey, Open> open = new HashMap<>();

    /** @param offset of the event that scheduled it */
    record Open(long offset, Task task) {}

    OpenSteps(Actor actor) {
        this.actor = actor;
    }

    void read(long offset, EventRecord record) {
        if (record.event() instanceof Event.UpgradeAccepted) {
            open.keySet().removeIf(key -> key.cluster().equals(record.cluster()));
        }
        if (record.upgrade().isEmpty()) {
            return;
        }
        var upgrade = record.upgrade().get();
        var about = StepRef.of(record.event());
        if (UpgradeEnd.is(record.event())) {
            open.keySet()
                    .removeIf(key -> key.cluster().equals(record.cluster())
                            && key.upgrade().equals(upgrade));
        } else if (record.event() instanceof Event.StepScheduled scheduled) {
            var task = new Task(record.cluster(), upgrade, scheduled.assignment());
            open.remove(StepKey.of(task));
            if (scheduled.assignment().step().action().actor() == actor) {
                open.put(StepKey.of(task), new Open(offset, task));
            }
        } else if (about.isPresent() && !(record.event() instanceof Event.ReportRefused)) {
            // Whatever happens to a scheduled try, it begins with somebody having it.
            close(
                    new StepKey(record.cluster(), upgrade, about.get().step()),
                    about.get().token());
        }
    }

    private void close(StepKey key, long token) {
        open.computeIfPresent(key, (same, step) -> step.task().assignment().token() <= token ? null : step);
    }

    void taken(Task task) {
        open.remove(StepKey.of(task));
    }

    /** In the order in which they were scheduled. */
    List<Open> all() {
        var all = new ArrayList<>(open.values());
        all.sort(Comparator.comparingLong(Open::offset));
        return all;
    }

    /** Where reading must begin again if this process dies now, and these are not to be found again. */
    OptionalLong first(Collection<Task> without) {
        return open.values().stream()
                .filter(step -> !without.contains(step.task()))
                .mapToLong(Open::offset)
                .min();
    }
}
