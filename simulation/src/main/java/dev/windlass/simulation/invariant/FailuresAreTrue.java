package dev.windlass.simulation.invariant;

import dev.windlass.core.report.Failure;
import dev.windlass.core.report.Outcome;
import dev.windlass.core.report.Report;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.simulator.world.Occurrence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An executor says that a step failed only when the step's verb did not begin on the node, or ended badly there, or was lost. What goes
 * on there, or has ended well, may be unknown to it, but it has not failed; unless the node refused the executor's token, or did not let
 * it in to see what another one began.
 */
final class FailuresAreTrue implements Invariant {
    private enum State {
        AT_WORK,
        WELL,
        BAD
    }

    private record Run(long token, State state) {}

    private final Map<String, Run> runs = new HashMap<>();

    @Override
    public Optional<String> happened(WatchedCluster cluster, Occurrence what) {
        switch (what) {
            case Occurrence.VerbBegan began -> runs.put(began.run(), new Run(began.token(), State.AT_WORK));
            case Occurrence.VerbEnded ended -> runs.put(ended.run(), ended(ended));
            case Occurrence.VerbLost lost -> runs.remove(lost.run());
            default -> {}
        }
        return Optional.empty();
    }

    private static Run ended(Occurrence.VerbEnded ended) {
        return new Run(ended.token(), ended.status() == 0 ? State.WELL : State.BAD);
    }

    @Override
    public Optional<String> reported(WatchedCluster cluster, Report report) {
        if (!(report.said() instanceof Report.Said.Ended ended)
                || !(ended.outcome() instanceof Outcome.Failed failed)) {
            return Optional.empty();
        }
        var name = RunName.of(report.upgrade(), report.step(), report.attempt());
        var run = runs.get(name);
        // With a lower token it is from before that run, however late it comes into the log.
        if (run == null
                || run.state() == State.BAD
                || report.token() < run.token()
                || isShutOut(failed.failure(), report.token(), run)) {
            return Optional.empty();
        }
        return Optional.of("%s is said to have failed (%s), and its verb %s"
                .formatted(
                        name,
                        failed.failure().message(),
                        run.state() == State.AT_WORK ? "is at work" : "has ended well"));
    }

    /** It was not let in, and what began there was somebody else's, of whom it need not know. */
    private static boolean isShutOut(Failure failure, long token, Run run) {
        return switch (failure.kind()) {
            case FENCED -> true;
            case ACCESS, HOST_KEY -> run.token() != token;
            default -> false;
        };
    }
}
