package dev.windlass.simulator.world;

import java.util.List;

/** How the API server answers an eviction. */
public sealed interface Eviction {
    /** The pod is being deleted. */
    record Granted(Pod pod) implements Eviction {}

    /** 404. */
    record NotFound() implements Eviction {}

    /** 409: the precondition named another pod of the same name. */
    record OtherPod(String uid) implements Eviction {}

    /** 429: the budget allows no disruption now. */
    record Refused(Budget budget) implements Eviction {}

    /** 500: more than one budget selects the pod, which eviction does not support. Asking again never helps. */
    record SeveralBudgets(List<String> names) implements Eviction {}
}
