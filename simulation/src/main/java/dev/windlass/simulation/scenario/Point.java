package dev.windlass.simulation.scenario;

import java.util.List;

/** The points that processes pass, and which services do: a fault that waits for another one never strikes. */
public enum Point {
    POLL_BEFORE("log.poll.before", 150, Services.ALL),
    POLL_AFTER("log.poll.after", 150, Services.ALL),
    SEND_BEFORE("log.send.before", 150, Services.ALL),
    SEND_AFTER("log.send.after", 150, Services.ALL),
    OFFSETS_BEFORE("log.offsets.before", 60, Services.ALL),
    COMMIT_BEFORE("log.commit.before", 60, Services.ALL),
    COMMIT_AFTER("log.commit.after", 60, Services.ALL),
    /** A planner has asked for the ends of the logs, before it counts that only time has passed. */
    ENDS_AFTER("log.ends.after", 12, List.of(Services.PLANNER)),
    SSH_BEFORE("ssh.before", 150, List.of(Services.EXECUTOR)),
    SSH_AFTER("ssh.after", 150, List.of(Services.EXECUTOR)),
    API_READ_BEFORE("api.read.before", 150, List.of(Services.EXECUTOR, Services.VALIDATOR)),
    API_READ_AFTER("api.read.after", 150, List.of(Services.EXECUTOR, Services.VALIDATOR)),
    API_WRITE_BEFORE("api.write.before", 15, List.of(Services.EXECUTOR)),
    API_WRITE_AFTER("api.write.after", 15, List.of(Services.EXECUTOR));

    private final String words;
    private final int times;
    private final List<String> services;

    Point(String words, int times, List<String> services) {
        this.words = words;
        this.times = times;
        this.services = services;
    }

    /** As a {@link Trigger.Passing} names it. */
    public String words() {
        return words;
    }

    /** How often a process may pass it in a small world, roughly. */
    int times() {
        return times;
    }

    /** The kinds of services that pass it. */
    public List<String> services() {
        return services;
    }

    /** The kinds of services, here because an enum's constants come before its own fields. */
    private static final class Services {
        private static final String PLANNER = "planner";
        private static final String EXECUTOR = "executor";
        private static final String VALIDATOR = "validator";
        private static final List<String> ALL = List.of(PLANNER, EXECUTOR, VALIDATOR);
    }
}
