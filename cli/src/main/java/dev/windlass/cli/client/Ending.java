package dev.windlass.cli.client;

import java.util.Optional;

/** Which exit code an upgrade's state stands for. */
public final class Ending {
    private Ending() {}

    /** Empty for an event after which the upgrade goes on, or may. */
    public static Optional<ExitCode> of(Event event) {
        return switch (event.type()) {
            case "UpgradeCompleted", "UpgradePlanned" -> Optional.of(ExitCode.DONE);
            case "UpgradeRefused", "UpgradeHalted" -> Optional.of(ExitCode.FAILED);
            case "UpgradeRolledBack" -> Optional.of(ExitCode.ROLLED_BACK);
            case "UpgradeCancelled" -> Optional.of(ExitCode.CANCELLED);
            default -> Optional.empty();
        };
    }

    /** For a status as the service writes it; what is not known here is not finished. */
    public static ExitCode of(String status) {
        return switch (status) {
            case "none", "completed", "planned" -> ExitCode.DONE;
            case "refused", "halted" -> ExitCode.FAILED;
            case "rolled-back" -> ExitCode.ROLLED_BACK;
            case "cancelled" -> ExitCode.CANCELLED;
            case "paused" -> ExitCode.WAITS_FOR_A_PERSON;
            default -> ExitCode.NOT_FINISHED;
        };
    }
}
