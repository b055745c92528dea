package dev.windlass.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One execution of a verb on a host, with its output and facts: what a run directory holds, and the process that fills it. */
final class Run {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final SimulatedNode host;
    private final String id;
    private final Verb verb;
    private final String argument;
    private final StringBuilder output = new StringBuilder();
    private final LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    private Phase phase = Phase.CLAIMED;
    private long token;
    private boolean began;
    private boolean doomed;
    private int status;
    private String loss = "";
    private Instant changedAt;
    private Instant askedAt;

    /** How far it is. */
    enum Phase {
        /** Its directory is there, and no process: it may be launched. */
        CLAIMED,
        /** Its process waits until another run has ended. */
        WAITING,
        ACTING,
        ENDED,
        LOST
    }

    Run(World world, SimulatedNode host, String id, long token, Verb verb, String argument) {
        this.world = world;
        this.host = host;
        this.id = id;
        this.token = token;
        this.verb = verb;
        this.argument = argument;
        this.changedAt = world.now();
        this.askedAt = world.now();
    }

    String id() {
        return id;
    }

    Verb verb() {
        return verb;
    }

    String argument() {
        return argument;
    }

    List<String> command() {
        return List.of(verb.text(), argument);
    }

    long token() {
        return token;
    }

    /** Somebody waits for it. */
    void isAskedFor() {
        askedAt = world.now();
    }

    /** Nobody has waited for it for so long that it must not begin any more. */
    boolean isGivenUp() {
        return askedAt.isBefore(world.now().minus(PATIENCE));
    }

    /** It is another caller's now. */
    void belongsTo(long caller) {
        token = caller;
    }

    boolean is(Phase wanted) {
        return phase == wanted;
    }

    boolean isEnded() {
        return phase == Phase.ENDED || phase == Phase.LOST;
    }

    /** When its directory last changed. */
    Instant changedAt() {
        return changedAt;
    }

    /** The protocol's answer about it. */
    String answer() {
        return switch (phase) {
            case CLAIMED -> "running begun=no";
            case WAITING, ACTING -> "running";
            case ENDED -> status == 0 ? "done rc=0" : "failed rc=" + status;
            case LOST -> "lost reason=" + loss;
        };
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

    void waits() {
        move(Phase.WAITING);
        say("waiting until another run on this node has ended");
    }

    /** Its process is gone before it began: it can be launched again. */
    void unclaim() {
        move(Phase.CLAIMED);
    }

    void acts() {
        move(Phase.ACTING);
    }

    /** The verb itself begins. */
    void begins() {
        began = true;
        world.truth.happened(new Occurrence.VerbBegan(world.now(), host.name(), token, id, verb, argument));
    }

    /** It will stop with an error half way. */
    void doom() {
        doomed = true;
    }

    /** Ends it where it was doomed; says whether. */
    boolean meetsItsDoom(String line, String words) {
        if (doomed) {
            say(line);
            fail(1, words);
        }
        return doomed;
    }

    /** What comes next, unless the run has ended before; later, while the host does not get on. */
    void then(Duration delay, Runnable next) {
        world.agenda.after(
                delay,
                () -> host.troubles().whenItGetsOn(() -> {
                    if (phase == Phase.ACTING) {
                        next.run();
                    }
                }));
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
        status = rc;
        move(Phase.ENDED);
        if (began) {
            world.truth.happened(new Occurrence.VerbEnded(world.now(), host.name(), token, id, verb, rc));
        }
        host.acting().leave(this);
    }

    /** Its process is gone after it began. */
    void lose(String reason) {
        loss = reason;
        move(Phase.LOST);
        if (began) {
            world.truth.happened(new Occurrence.VerbLost(world.now(), host.name(), token, id, verb));
        }
    }

    private void move(Phase next) {
        phase = next;
        changedAt = world.now();
    }
}
