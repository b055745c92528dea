package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.PlanMaking;
import dev.windlass.core.plan.Step;
import dev.windlass.core.report.Failure;
import dev.windlass.core.upgrade.StepState.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The next move of an upgrade in which nothing is under way: the next step, a hold, or the end. */
final class Advance {
    private Advance() {}

    static void from(Decision decision) {
        var before = -1;
        while (before != decision.records().size()) {
            before = decision.records().size();
            decision.state()
                    .active()
                    .filter(upgrade -> upgrade.inFlight().isEmpty())
                    .ifPresent(upgrade -> once(decision, upgrade));
        }
    }

    private static void once(Decision decision, Upgrade upgrade) {
        switch (upgrade.status()) {
            case INSPECTING -> inspect(decision, upgrade);
            case RUNNING -> run(decision, upgrade);
            case PAUSING -> endOfVisitOr(decision, upgrade, new Event.UpgradePaused());
            case CANCELLING ->
                endOfVisitOr(decision, upgrade, new Event.UpgradeCancelled("cancelled after " + done(upgrade)));
            case ROLLING_BACK -> Trouble.recover(decision, upgrade);
            case PAUSED -> {}
            case COMPLETED, PLANNED, REFUSED, ROLLED_BACK, HALTED, CANCELLED -> {}
        }
    }

    // ---- before the plan

    private static void inspect(Decision decision, Upgrade upgrade) {
        var failures = failures(upgrade);
        var due = dueInspections(upgrade);
        if (!failures.isEmpty()) {
            decision.record(new Event.UpgradeRefused(failures));
        } else if (!due.isEmpty()) {
            due.forEach(step -> Scheduling.first(decision, step));
        } else {
            plan(decision, upgrade);
        }
    }

    private static List<Step> dueInspections(Upgrade upgrade) {
        var cluster = Inspection.ofCluster();
        if (!upgrade.succeeded(cluster)) {
            return List.of(cluster);
        }
        var topology = upgrade.topology().orElseThrow();
        if (PlanMaking.refusals(topology, upgrade.request().target()).isEmpty()) {
            return Inspection.ofNodes(topology).stream()
                    .filter(step -> !upgrade.succeeded(step))
                    .toList();
        }
        return List.of();
    }

    private static List<String> failures(Upgrade upgrade) {
        return upgrade.steps().values().stream()
                .flatMap(step -> step.progress() instanceof Progress.Failed failed
                        ? Stream.of(failed.failure())
                        : Stream.empty())
                .map(Failure::words)
                .toList();
    }

    private static void plan(Decision decision, Upgrade upgrade) {
        var made = PlanMaking.make(
                decision.state().cluster(),
                upgrade.topology().orElseThrow(),
                upgrade.facts(),
                upgrade.request().target());
        switch (made) {
            case PlanMaking.Refused refused -> decision.record(new Event.UpgradeRefused(refused.reasons()));
            case PlanMaking.Made possible -> planned(decision, upgrade, possible.plan());
        }
    }

    private static void planned(Decision decision, Upgrade upgrade, Plan plan) {
        var asked = upgrade.request().planDigest();
        if (asked.isPresent() && !asked.get().equals(plan.digest())) {
            decision.record(new Event.UpgradeRefused(
                    List.of("the plan is now %s, not the one asked for, %s: look at it with windlass plan and ask again"
                            .formatted(plan.digest(), asked.get()))));
            return;
        }
        decision.record(new Event.PlanMade(plan));
        if (upgrade.request().planOnly()) {
            decision.record(new Event.UpgradePlanned());
        }
    }

    // ---- the plan

    private static void run(Decision decision, Upgrade upgrade) {
        var next = upgrade.nextStep();
        if (next.isEmpty()) {
            decision.record(new Event.UpgradeCompleted(completed(upgrade)));
        } else if (hasFailed(upgrade, next.get())) {
            Trouble.begin(decision, upgrade, next.get());
        } else {
            Scheduling.first(decision, next.get());
        }
    }

    private static void endOfVisitOr(Decision decision, Upgrade upgrade, Event hold) {
        var next = upgrade.nextStep();
        if (next.filter(step -> Visits.begun(upgrade, step) || hasFailed(upgrade, step))
                        .isPresent()
                || (upgrade.plan().isPresent() && next.isEmpty())) {
            run(decision, upgrade);
        } else {
            decision.record(hold);
        }
    }

    private static boolean hasFailed(Upgrade upgrade, Step step) {
        return upgrade.step(step.id()).map(StepState::failed).orElse(false);
    }

    private static String completed(Upgrade upgrade) {
        var plan = upgrade.plan().orElseThrow();
        return plan.isEmpty()
                ? "every node is at %s already".formatted(plan.target())
                : "every node is at %s".formatted(plan.target());
    }

    private static String done(Upgrade upgrade) {
        return Optional.of(upgrade)
                .flatMap(Upgrade::lastStep)
                .map(Step::words)
                .orElse("inspection; nothing was changed");
    }
}
