package dev.windlass.simulation.histories;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.plan.Plan;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.RequestId;
import dev.windlass.core.upgrade.Input;
import dev.windlass.core.upgrade.Status;
import dev.windlass.core.upgrade.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Those who publish requests: upgrades and plans, steering at any moment, and the same thing twice. */
final class Requesters {
    private static final int PUBLISHED_AGAIN = 20;

    private final Planner planner;
    private final Circumstances scenario;
    private final SplittableRandom random;
    private final List<Request> asked = new ArrayList<>();

    Requesters(Planner planner, Circumstances scenario, SplittableRandom random) {
        this.planner = planner;
        this.scenario = scenario;
        this.random = random;
    }

    void askForUpgrade() {
        ask(new Request.ToUpgrade(
                nextId(),
                Planner.CLUSTER,
                aTarget(),
                Policy.DEFAULT,
                random.nextInt(6) == 0,
                random.nextInt(6) == 0 ? aDigest() : Optional.empty(),
                "because",
                "me"));
    }

    /** Mostly not below what was asked for last: that would only be refused. */
    private KubernetesVersion aTarget() {
        var targets = scenario.targets();
        var sensible = targets.stream()
                .filter(target ->
                        newest().filter(newest -> target.compareTo(newest) < 0).isEmpty())
                .toList();
        var from = sensible.isEmpty() || random.nextInt(8) == 0 ? targets : sensible;
        return from.get(random.nextInt(from.size()));
    }

    private Optional<KubernetesVersion> newest() {
        return planner.state().upgrade().map(upgrade -> upgrade.request().target());
    }

    /** That of a plan that was made before, which may still fit or not. */
    private Optional<PlanDigest> aDigest() {
        return planner.state().upgrade().flatMap(Upgrade::plan).map(Plan::digest);
    }

    /** Any verb at any moment. */
    void steer() {
        var verbs = Request.Verb.values();
        steer(verbs[random.nextInt(verbs.length)]);
    }

    /** What a person does when nothing more happens by itself: tries again, or asks for something else. */
    void goOn() {
        switch (planner.status().orElse(Status.COMPLETED)) {
            case HALTED, ROLLED_BACK -> {
                switch (random.nextInt(5)) {
                    case 0 -> askForUpgrade();
                    case 1 -> steer();
                    case 2 -> steer(Request.Verb.ROLLBACK);
                    default -> steer(Request.Verb.RETRY);
                }
            }
            case REFUSED -> {
                if (random.nextInt(3) == 0) {
                    steer(Request.Verb.RETRY);
                } else {
                    askForUpgrade();
                }
            }
            case PAUSED -> steer(random.nextInt(4) == 0 ? Request.Verb.CANCEL : Request.Verb.RESUME);
            case INSPECTING, RUNNING, PAUSING, CANCELLING, ROLLING_BACK -> {}
            case COMPLETED, PLANNED, CANCELLED -> askForUpgrade();
        }
    }

    /** Now and then somebody wants to pause when only the last step is left. Chance alone would need tens of thousands of seeds for it. */
    void doubt() {
        var atTheEnd = planner.status().equals(Optional.of(Status.RUNNING))
                && planner.state()
                        .upgrade()
                        .filter(upgrade -> upgrade.nextStep()
                                .equals(upgrade.plan().map(plan -> plan.steps().getLast())))
                        .isPresent();
        if (atTheEnd && random.nextInt(8) == 0) {
            steer(Request.Verb.PAUSE);
        }
    }

    void resume() {
        steer(Request.Verb.RESUME);
    }

    /** Publishes a recent request once more, with its id. */
    void repeat() {
        if (!asked.isEmpty()) {
            var newest = asked.subList(Math.max(0, asked.size() - PUBLISHED_AGAIN), asked.size());
            tell(newest.get(random.nextInt(newest.size())));
        }
    }

    private void steer(Request.Verb verb) {
        ask(new Request.ToSteer(nextId(), Planner.CLUSTER, verb, "because", "me"));
    }

    private void ask(Request request) {
        asked.add(request);
        tell(request);
    }

    private void tell(Request request) {
        planner.tell(new Input.Requested(request, planner.now()));
    }

    private RequestId nextId() {
        return new RequestId("q" + (asked.size() + 1));
    }
}
