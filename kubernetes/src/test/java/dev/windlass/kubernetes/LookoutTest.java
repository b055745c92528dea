package dev.windlass.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.report.Failure;
import dev.windlass.core.report.FailureKind;
import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.Lookout.Look;
import dev.windlass.kubernetes.api.ApiProblem;
import dev.windlass.kubernetes.api.ApiProblem.Kind;
import dev.windlass.kubernetes.api.KubeconfigClients;
import dev.windlass.kubernetes.judgement.Shortfall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final ClusterName DEMO = new ClusterName("demo");
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(200));
    private static final Terms TERMS = Terms.of(Duration.ofSeconds(2));

    private final List<String> notes = new ArrayList<>();

    private Outcome until(Terms terms, Look look) throws Exception {
        try (var clients = new KubeconfigClients(Map.of(DEMO, Path.of("none")), Clockwork.system())) {
            return new Lookout(terms, TIMING, notes::add, Clockwork.system()).until(clients.cluster(DEMO), look);
        }
    }

    private static Seen notYet(String subject) {
        return new Seen.NotYet(List.of(new Shortfall(subject, "bad", "good")));
    }

    private static Seen good(Object fingerprint) {
        return new Seen.Good("done", Finding.NOTHING, fingerprint);
    }

    private static Seen good(Instant signOfLife) {
        return new Seen.Good("done", Finding.NOTHING, "", Optional.of(signOfLife));
    }

    private static Look failing(Kind kind) {
        return wakeups -> {
            throw new ApiProblem(kind, "cluster demo: trouble", "do this");
        };
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    @Test
    void shouldSucceedOnceItIsGood() throws Exception {
        var looks = new AtomicInteger();

        var outcome = until(TERMS, wakeups -> looks.incrementAndGet() < 3 ? notYet("kubelet") : good(""));

        assertThat(outcome).isEqualTo(new Outcome.Succeeded("done", Finding.NOTHING));
        assertThat(notes).containsExactly("waiting: kubelet is bad, expected good");
    }

    @Test
    void shouldWaitUntilItIsStable() throws Exception {
        var looks = new AtomicInteger();

        var outcome = until(
                TERMS.stableFor(Duration.ofMillis(200)),
                wakeups -> looks.incrementAndGet() < 4 ? good("restarted " + looks.get()) : good("steady"));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(looks.get()).isGreaterThan(4);
    }

    @Test
    void shouldWaitForASignOfLife() throws Exception {
        var looks = new AtomicInteger();

        var outcome = until(
                TERMS.stableFor(Duration.ofMillis(1)),
                wakeups -> good(looks.incrementAndGet() < 6 ? Instant.EPOCH : Instant.EPOCH.plusSeconds(10)));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(looks.get()).as("one more look after the sign").isGreaterThan(6);
    }

    @Test
    void shouldGiveItsVerdictWhereNoSignOfLifeComes() throws Exception {
        var failure = failure(until(
                Terms.of(Duration.ofMillis(200)).stableFor(Duration.ofMillis(1)), wakeups -> good(Instant.EPOCH)));

        assertThat(failure.message()).startsWith("it did not stay as it should be for 1 ms");
    }

    @Test
    void shouldGiveItsVerdictWithoutProgress() throws Exception {
        var failure = failure(
                until(TERMS.withoutProgress(Duration.ofMillis(300)).hint("look there"), wakeups -> notYet("kubelet")));

        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureKind.VALIDATION,
                        "kubelet is bad, expected good; waited for 300 ms without progress",
                        "look there",
                        false));
    }

    @Test
    void shouldHavePatienceWhileThereIsProgress() throws Exception {
        var looks = new AtomicInteger();
        var subjects = List.of("kubelet", "Ready", "lease", "pods");

        var outcome = until(TERMS.withoutProgress(Duration.ofMillis(300)), wakeups -> {
            var next = looks.getAndIncrement() / 4;
            return next < subjects.size() ? notYet(subjects.get(next)) : good("");
        });

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void shouldGiveItsVerdictAtTheDeadline() throws Exception {
        assertThat(failure(until(Terms.of(Duration.ofMillis(200)), wakeups -> notYet("pod")))
                        .kind())
                .isEqualTo(FailureKind.VALIDATION);
    }

    @Test
    void shouldNotKnowWhatAnApiServerDidNotSay() throws Exception {
        assertThat(until(Terms.of(Duration.ofMillis(200)), failing(Kind.UNREACHABLE)))
                .isEqualTo(new Outcome.Unknown("cluster demo: trouble (do this)"));
        assertThat(notes).containsExactly("waiting for the API server: cluster demo: trouble");
    }

    @Test
    void shouldFailAnInspectionThatGotNoAnswer() throws Exception {
        var failure = failure(until(TERMS.unreachable(Duration.ofMillis(100)), failing(Kind.BUSY)));

        assertThat(failure).isEqualTo(new Failure(FailureKind.UNREACHABLE, "cluster demo: trouble", "do this", true));
    }

    @Test
    void shouldBelieveADenialOnlyWhenItLasts() throws Exception {
        var looks = new AtomicInteger();
        var outcome = until(
                TERMS,
                wakeups -> looks.getAndIncrement() == 0 ? failing(Kind.DENIED).look(wakeups) : good(""));
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);

        assertThat(failure(until(TERMS, failing(Kind.DENIED))).kind()).isEqualTo(FailureKind.ACCESS);
        assertThat(failure(until(TERMS.unreachable(Duration.ofMillis(100)), failing(Kind.DENIED)))
                        .kind())
                .isEqualTo(FailureKind.ACCESS);
    }

    @Test
    void shouldEndAtOnceWhereAskingAgainIsOfNoUse() throws Exception {
        assertThat(failure(until(TERMS, failing(Kind.CONFIGURATION))).kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(failure(until(TERMS, failing(Kind.REFUSED))).kind()).isEqualTo(FailureKind.OTHER);
    }

    /** A DaemonSet that goes from node to node is one thing that is not well, and comes nearer all the time. */
    @Test
    void shouldTakeItForProgressThatLessIsLacking() throws Exception {
        var lacking = new AtomicInteger(30);

        var outcome = until(
                Terms.of(Duration.ofSeconds(20)).withoutProgress(Duration.ofMillis(300)),
                wakeups -> lacking.decrementAndGet() == 0
                        ? good("")
                        : new Seen.NotYet(List.of(new Shortfall("kube-proxy", "behind", "rolled out", lacking.get()))));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    }
}
