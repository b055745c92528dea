package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One execution of a verb on a host, with its output and facts: what a run directory holds. */
final class Run {
    private final World world;
    private final String id;
    private final List<String> command;
    private final Instant startedAt;
    private final StringBuilder output = new StringBuilder();
    private final LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    private Optional<Integer> status = Optional.empty();
    private Optional<String> lost = Optional.empty();

    Run(World world, String id, List<String> command) {
        this.world = world;
        this.id = id;
        this.command = List.copyOf(command);
        this.startedAt = world.now();
    }

    String id() {
        return id;
    }

    List<String> command() {
        return command;
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isEnded() {
        return status.isPresent() || lost.isPresent();
    }

    /** The protocol's answer about it. */
    String answer() {
        if (lost.isPresent()) {
            return "lost reason=" + lost.get();
        }
        return status.map(rc -> rc == 0 ? "done rc=0" : "failed rc=" + rc).orElse("running");
    }

    String output() {
        return output.toString();
    }

    String facts() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue() + "\n")
                .collect(Collectors.joining());
    }

    void say(String line) {
        output.append(line).append('\n');
    }

    void fact(String key, String value) {
        facts.put(key, value);
    }

    /** What comes next, unless the run has ended before. */
    void then(Duration delay, Runnable next) {
        world.agenda.after(delay, () -> {
            if (!isEnded()) {
                next.run();
            }
        });
    }

    /** Goes on when the condition holds, or the other way when it did not until the deadline. */
    void when(BooleanSupplier condition, Duration deadline, Runnable next, Runnable otherwise) {
        await(condition, world.now().plus(deadline), next, otherwise);
    }

    private void await(BooleanSupplier condition, Instant deadline, Runnable next, Runnable otherwise) {
        if (condition.getAsBoolean()) {
            next.run();
        } else if (world.now().isAfter(deadline)) {
            otherwise.run();
        } else {
            then(world.timing.poll(), () -> await(condition, deadline, next, otherwise));
        }
    }

    void succeed() {
        end(0);
    }

    /** The last line of a run that failed says why. */
    void fail(int rc, String words) {
        say("windlass-node: " + words);
        end(rc);
    }

    private void end(int rc) {
        status = Optional.of(rc);
    }

    void lose(String reason) {
        lost = Optional.of(reason);
    }
}
