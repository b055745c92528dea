package dev.windlass.simulation.coverage;

import dev.windlass.core.upgrade.Status;
import java.util.Optional;

/**
 * A change of the status of a cluster's newest upgrade.
 *
 * @param from empty where the cluster had no upgrade yet
 */
public record Transition(Optional<Status> from, Status to) {
    /** Such as "RUNNING -> PAUSING"; "[*] -> INSPECTING" for a cluster's first upgrade. Verdicts count under this text. */
    public String text() {
        return from.map(Status::name).orElse("[*]") + " -> " + to;
    }
}
