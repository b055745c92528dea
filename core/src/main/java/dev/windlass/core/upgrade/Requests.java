package dev.windlass.core.upgrade;

import dev.windlass.core.event.Event;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.request.Request;
import java.util.Optional;

/** What follows from a request. */
final class Requests {
    private Requests() {}

    static void decide(Decision decision, Request request) {
        if (decision.state().requests().contains(request.id())) {
            refuse(
                    decision,
                    request,
                    "request " + request.id() + " was answered already",
                    "give every request an id of its own");
            return;
        }
        switch (request) {
            case Request.ToUpgrade upgrade -> upgrade(decision, upgrade);
            case Request.ToSteer steer -> steer(decision, steer);
        }
    }

    private static void upgrade(Decision decision, Request.ToUpgrade request) {
        var state = decision.state();
        if (state.active().isPresent()) {
            var active = state.active().get();
            refuse(
                    decision,
                    request,
                    "cluster %s is busy with upgrade %s to %s, which is %s"
                            .formatted(
                                    state.cluster(),
                                    active.id(),
                                    active.request().target(),
                                    active.status().words()),
                    "wait for it (windlass watch %1$s), or end it (windlass cancel %1$s --reason TEXT)"
                            .formatted(state.cluster()));
            return;
        }
        var token = state.nextToken(decision.now());
        var id = new UpgradeId(state.cluster() + "-" + Long.toString(token, Character.MAX_RADIX));
        decision.record(new Event.UpgradeAccepted(request, token), Optional.of(id));
    }

    private static void steer(Decision decision, Request.ToSteer request) {
        var upgrade = decision.state().standing();
        if (upgrade.isEmpty()) {
            refuse(
                    decision,
                    request,
                    "cluster " + request.cluster() + " has no upgrade",
                    "begin one with windlass upgrade");
            return;
        }
        var refusal = switch (request.verb()) {
            case PAUSE -> pause(decision, request, upgrade.get());
            case CANCEL -> cancel(decision, request, upgrade.get());
            case RESUME -> resume(decision, request, upgrade.get());
            case RETRY -> retry(decision, request, upgrade.get());
            case ROLLBACK -> rollback(decision, request, upgrade.get());
        };
        refusal.ifPresent(hint -> refuse(
                decision,
                request,
                "upgrade %s is %s and can't be asked to %s"
                        .formatted(
                                upgrade.get().id(),
                                upgrade.get().status().words(),
                                request.verb().name().toLowerCase(java.util.Locale.ROOT)),
                hint));
    }

    private static Optional<String> pause(Decision decision, Request.ToSteer request, Upgrade upgrade) {
        return switch (upgrade.status()) {
            case INSPECTING, RUNNING -> {
                decision.record(new Event.PauseRequested(request.id(), request.requestedBy(), request.reason()));
                Inspection.leave(decision);
                yield Optional.empty();
            }
            case PAUSING, PAUSED -> Optional.of("it holds already, or will when the node in hand is finished");
            case CANCELLING, ROLLING_BACK -> Optional.of("it is about to end by itself");
            case COMPLETED, PLANNED, REFUSED, ROLLED_BACK, HALTED, CANCELLED -> Optional.of("it has ended");
        };
    }

    private static Optional<String> cancel(Decision decision, Request.ToSteer request, Upgrade upgrade) {
        return switch (upgrade.status()) {
            case INSPECTING, RUNNING, PAUSING, PAUSED -> {
                decision.record(new Event.CancelRequested(request.id(), request.requestedBy(), request.reason()));
                Inspection.leave(decision);
                yield Optional.empty();
            }
            case CANCELLING, ROLLING_BACK -> Optional.of("it is about to end by itself");
            case COMPLETED, PLANNED, REFUSED, ROLLED_BACK, HALTED, CANCELLED -> Optional.of("it has ended");
        };
    }

    private static Optional<String> resume(Decision decision, Request.ToSteer request, Upgrade upgrade) {
        return switch (upgrade.status()) {
            case PAUSING, PAUSED -> {
                decision.record(new Event.UpgradeResumed(request.id(), request.requestedBy(), request.reason()));
                yield Optional.empty();
            }
            case HALTED -> retry(decision, request, upgrade);
            case INSPECTING, RUNNING, ROLLING_BACK -> Optional.of("it is going on");
            case CANCELLING -> Optional.of("publish a new request when it has ended");
            case COMPLETED, PLANNED, CANCELLED -> Optional.of("publish a new request");
            case REFUSED, ROLLED_BACK -> Optional.of("windlass retry tries it again");
        };
    }

    private static Optional<String> retry(Decision decision, Request.ToSteer request, Upgrade upgrade) {
        return switch (upgrade.status()) {
            case HALTED, ROLLED_BACK, REFUSED -> {
                decision.record(
                        new Event.UpgradeRetried(request.id(), request.requestedBy(), request.reason()),
                        Optional.of(upgrade.id()));
                yield Optional.empty();
            }
            case INSPECTING, RUNNING, ROLLING_BACK -> Optional.of("it goes on by itself");
            case PAUSING, PAUSED -> Optional.of("windlass resume lets it go on");
            case CANCELLING, COMPLETED, PLANNED, CANCELLED -> Optional.of("publish a new request");
        };
    }

    /** A worker can always go back, again too when that failed; a control plane never: kubeadm has no downgrade. */
    private static Optional<String> rollback(Decision decision, Request.ToSteer request, Upgrade upgrade) {
        var steerable = switch (upgrade.status()) {
            case RUNNING, PAUSING, PAUSED, CANCELLING, HALTED -> true;
            case INSPECTING, ROLLING_BACK, COMPLETED, PLANNED, REFUSED, ROLLED_BACK, CANCELLED -> false;
        };
        var goingBack = upgrade.status() != Status.HALTED
                && upgrade.recovery().map(Recovery::rollback).orElse(false);
        if (!steerable || goingBack) {
            return Optional.of("only a worker that is being upgraded can be put back");
        }
        var inHand =
                upgrade.nextStep().filter(step -> Visits.begun(upgrade, step)).filter(Visits::isWorkers);
        if (inHand.isEmpty()) {
            return Optional.of("no worker is in hand, and a control plane can't go back: kubeadm has no downgrade");
        }
        if (upgrade.ended() && !Visits.kept(upgrade, inHand.get())) {
            return Optional.of("%s was not touched, so there is nothing to put back"
                    .formatted(inHand.get().node().orElseThrow()));
        }
        decision.record(
                new Event.RollbackRequested(request.id(), request.requestedBy(), request.reason()),
                Optional.of(upgrade.id()));
        decision.upgrade().inFlight().stream()
                .filter(Requests::mayBeLeft)
                .forEach(step -> decision.record(leave(step)));
        return Optional.empty();
    }

    /** What only watches or evicts may be left at any moment, and what waits for its next attempt; a verb on a node is let end. */
    private static boolean mayBeLeft(StepState step) {
        var betweenAttempts = step.progress() instanceof StepState.Progress.Waiting waiting && !waiting.sameAttempt();
        return betweenAttempts
                || step.step().action() == Action.DRAIN
                || step.step().action().actor() == Actor.VALIDATOR;
    }

    private static Event leave(StepState step) {
        var failure = new Failure(FailureKind.OTHER, "left, because a rollback was asked for", "", false);
        return new Event.StepFailed(step.step().id(), step.attempt(), step.token(), failure, Optional.empty());
    }

    private static void refuse(Decision decision, Request request, String reason, String hint) {
        decision.record(new Event.RequestRefused(request.id(), request.requestedBy(), reason, hint), Optional.empty());
    }
}
