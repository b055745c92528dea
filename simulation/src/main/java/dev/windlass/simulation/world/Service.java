package dev.windlass.simulation.world;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.procedure.Actor;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.planner.PlannerLoop;
import dev.windlass.runtime.planner.PlannerSettings;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.work.ActorSettings;
import dev.windlass.runtime.work.StepConsumer;
import dev.windlass.runtime.work.StepWork;
import dev.windlass.simulation.time.SimulatedProcess;
import java.util.Optional;

/** One instance of a service: the product's own code, in one process after another. */
final class Service {
    /** Which of the three. */
    enum Kind {
        PLANNER,
        EXECUTOR,
        VALIDATOR;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a process is given by the world. */
    interface Surroundings {
        SimulatedProcess process(Service service, int generation);

        Brokers brokers(Service service, SimulatedProcess process);

        StepWork executorWork(Service service, SimulatedProcess process);

        StepWork validatorWork(Service service, SimulatedProcess process);

        /** The process is no more. */
        void ended(Service service, SimulatedProcess process);
    }

    private final Kind kind;
    private final String name;
    private final Surroundings surroundings;
    private Optional<SimulatedProcess> process = Optional.empty();
    private Runnable close = () -> {};
    private int generation;
    private boolean stopping;
    private boolean startAgain;

    Service(Kind kind, int number, Surroundings surroundings) {
        this.kind = kind;
        this.name = kind.words() + "-" + number;
        this.surroundings = surroundings;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    /** The consumer group of its kind. */
    String group() {
        return "windlass-" + kind.words();
    }

    Optional<SimulatedProcess> process() {
        return process.filter(SimulatedProcess::isAlive);
    }

    /** Does nothing when it runs; one that is about to end is started when it has ended. */
    void start() {
        if (process().isPresent()) {
            startAgain = stopping;
            return;
        }
        stopping = false;
        startAgain = false;
        generation++;
        var fresh = surroundings.process(this, generation);
        process = Optional.of(fresh);
        fresh.worker("main", () -> run(fresh)).start();
    }

    private void run(SimulatedProcess own) {
        var brokers = surroundings.brokers(this, own);
        switch (kind) {
            case PLANNER -> {
                var planner = new PlannerLoop(brokers, Codecs.FIXED, PlannerSettings.DEFAULT, own);
                close = planner::close;
                planner.start();
            }
            case EXECUTOR -> actor(Actor.EXECUTOR, brokers, surroundings.executorWork(this, own), own);
            case VALIDATOR -> actor(Actor.VALIDATOR, brokers, surroundings.validatorWork(this, own), own);
        }
    }

    private void actor(Actor actor, Brokers brokers, StepWork work, Clockwork own) {
        var settings = ActorSettings.of(actor, name + "-" + generation);
        var steps = new StepConsumer(brokers, Codecs.FIXED, settings, work, own);
        close = steps::close;
        steps.start();
    }

    /** As kill -9. */
    void kill() {
        process().ifPresent(own -> {
            own.kill();
            surroundings.ended(this, own);
        });
    }

    /** As SIGTERM: it hands over what it has in hand, and ends. */
    void stop() {
        process().filter(own -> !stopping).ifPresent(own -> {
            stopping = true;
            own.worker("shutdown", () -> {
                        close.run();
                        own.kill();
                        surroundings.ended(this, own);
                        if (startAgain) {
                            start();
                        }
                    })
                    .start();
        });
    }
}
