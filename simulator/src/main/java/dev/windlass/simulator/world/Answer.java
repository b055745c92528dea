package dev.windlass.simulator.world;

/** What a command on a node printed, and its exit status. */
public record Answer(int status, String text) {
    static Answer of(String first, String payload) {
        return new Answer(0, "windlass-node/1 " + first + "\n" + payload);
    }

    static Answer refused(String reason, String words) {
        return new Answer(64, "windlass-node/1 refused reason=" + reason + "\n" + words + "\n");
    }
}
