package dev.windlass.runtime.work;

import dev.windlass.core.event.Event;

/** Which events end an upgrade, so that no step of it is to be done any more. */
final class UpgradeEnd {
    private UpgradeEnd() {}

    static boolean is(Event event) {
        return event instanceof Event.UpgradeRefused
                || event instanceof Event.UpgradePlanned
                || event instanceof Event.UpgradeCompleted
                || event instanceof Event.UpgradeRolledBack
                || event instanceof Event.UpgradeHalted
                || event instanceof Event.UpgradeCancelled;
    }
}
