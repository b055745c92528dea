package dev.windlass.runtime.work;

import dev.windlass.runtime.loop.LoopStatus;
import java.util.List;
import java.util.Set;

/**
 * How an executor or validator is, for health endpoints.
 *
 * @param partitions whose steps it is offered; none is right when others have them all
 * @param running what it works on now
 * @param unsent how many reports wait for a broker
 * @param reporting whether they are sent at all; false for good once what sends them has died
 */
public record ActorStatus(LoopStatus loop, Set<Integer> partitions, List<Task> running, int unsent, boolean reporting) {
    public ActorStatus {
        partitions = Set.copyOf(partitions);
        running = List.copyOf(running);
    }
}
