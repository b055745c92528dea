package dev.windlass.simulation.api;

import dev.windlass.kubernetes.api.Answer;
import dev.windlass.kubernetes.api.AnsweringServer;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.simulation.api.ServedCluster.Reply;
import dev.windlass.simulator.api.ApiServer;
import dev.windlass.simulator.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The way of calls from one process to a cluster's API and back: the time it takes, and what goes wrong on it. */
final class Line {
    /** As long as the product's HTTP client waits. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final int LONGEST_TRIP_MICROS = 10_000;

    private final ServedCluster cluster;
    private final ApiFaults faults;
    private final Caller caller;
    private final AnsweringServer answering;
    private Duration ahead = Duration.ZERO;

    Line(ServedCluster cluster, ApiFaults faults, Caller caller) {
        this.cluster = cluster;
        this.faults = faults;
        this.caller = caller;
        this.answering =
                new AnsweringServer(cluster.name(), "https://" + cluster.name() + ".simulated:6443", "the kubeconfig");
    }

    AnsweringServer answering() {
        return answering;
    }

    /** By the process's own clock and the latest answer, whose Date has whole seconds. */
    Instant serverTime() {
        return caller.clockwork().instant().plus(ahead);
    }

    <T> Reply<T> read(Function<ApiServer, T> what) throws ApiProblem, InterruptedException {
        caller.crossing().at("api.read.before");
        var slow = faults.slowness(cluster.now());
        arrive(trip().plus(slow.before()), Optional.empty());
        var reply = refusal(cluster.now())
                .<Reply<T>>map(Reply.Refused::new)
                .orElseGet(() -> cluster.read(faults.staleness(cluster.now()), what));
        return answered("read", reply, slow.before(), slow.after());
    }

    Reply<Answer> write(String path, Consumer<ApiServer> what) throws ApiProblem, InterruptedException {
        caller.crossing().at("api.write.before");
        var slow = faults.slowness(cluster.now());
        arrive(trip().plus(slow.before()), Optional.of(() -> effect(path, what)));
        var reply = effect(path, what);
        var lost = faults.takeLostAnswer();
        var answer = answered("write", reply, slow.before(), slow.after().plus(trip()));
        if (lost) {
            throw answering.unreachable("connection broken: the answer was lost", "");
        }
        return answer;
    }

    private Reply<Answer> effect(String path, Consumer<ApiServer> what) {
        var refusal = refusal(cluster.now());
        if (refusal.isPresent()) {
            return new Reply.Refused<>(refusal.get());
        }
        if (faults.takeConflict()) {
            return cluster.write(server -> {
                throw Refusal.overtaken(server.target(path));
            });
        }
        return cluster.write(what);
    }

    /** Whether an API server answers at its own address, and at which version. */
    String direct(String host) throws ApiProblem, InterruptedException {
        caller.crossing().at("api.read.before");
        pause(trip());
        requireNoOutage();
        var version = faults.areServersHidden(cluster.now()) ? Optional.<Object>empty() : cluster.serverAt(host);
        caller.crossing().at("api.read.after");
        return version.map(Object::toString)
                .orElseThrow(() -> answering.unreachable("connection refused or no route", ""));
    }

    /** On the way there. A caller who has given up does not stop a write that is under way. */
    private void arrive(Duration way, Optional<Runnable> effect) throws ApiProblem, InterruptedException {
        if (way.compareTo(ANSWER_WITHIN) >= 0) {
            effect.ifPresent(late -> cluster.after(way, late));
            pause(ANSWER_WITHIN);
            throw tooSlow();
        }
        pause(way);
        requireNoOutage();
    }

    private <T> Reply<T> answered(String call, Reply<T> reply, Duration before, Duration after)
            throws ApiProblem, InterruptedException {
        caller.crossing().at("api." + call + ".after");
        var left = ANSWER_WITHIN.minus(before);
        if (after.compareTo(left) >= 0) {
            pause(left);
            throw tooSlow();
        }
        if (after.isPositive()) {
            pause(after);
            requireNoOutage();
        }
        if (reply instanceof Reply.Silence<T>) {
            throw answering.unreachable("connection refused or no route", "check that it runs");
        }
        ahead = Duration.between(caller.clockwork().instant(), cluster.now().truncatedTo(ChronoUnit.SECONDS));
        return reply;
    }

    private Optional<Answer> refusal(Instant now) {
        return faults.refusal(now)
                .map(code -> ServedCluster.answer(
                        code == 401 || code == 403
                                ? Refusal.denied(code)
                                : Refusal.busy(code, "the server is currently unable to handle the request")));
    }

    private void requireNoOutage() throws ApiProblem, InterruptedException {
        var eachTry = faults.outage(cluster.now());
        if (eachTry.isPresent()) {
            pause(eachTry.get());
            throw answering.unreachable("connection refused or no route", "check that it runs");
        }
    }

    private ApiProblem tooSlow() {
        return answering.unreachable("no answer within " + ANSWER_WITHIN.toSeconds() + " s", "check that it runs");
    }

    private Duration trip() {
        return Duration.ofNanos(1_000L * caller.chance().nextInt(100, LONGEST_TRIP_MICROS));
    }

    private void pause(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            caller.clockwork().sleep(duration);
        }
    }
}
