package dev.windlass.simulator.world;

/** What a command on a node printed, and its exit status. */
public record Answer(int status, String text) {
    static final String ANOTHER_COMMAND = "another-command";

    private static final int NOT_ACCEPTED = 64;

    /** Whether the words were not in the node protocol. A known run with another command is, and is refused for that. */
    boolean isOutsideProtocol() {
        return status == NOT_ACCEPTED && !text.startsWith("windlass-node/1 refused reason=" + ANOTHER_COMMAND);
    }

    static Answer of(String first, String payload) {
        return new Answer(0, "windlass-node/1 " + first + "\n" + payload);
    }

    static Answer refused(String reason, String words) {
        return new Answer(NOT_ACCEPTED, "windlass-node/1 refused reason=" + reason + "\n" + words + "\n");
    }
}
