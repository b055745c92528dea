package dev.windlass.kubernetes.api;

/** One API server of a cluster, asked at its own address. Thread-safe. */
public interface ApiServer {
    /** Whether it is ready, and its version. One caller at a time. */
    State look() throws ApiProblem, InterruptedException;

    /** What is known about it. */
    sealed interface State {
        /** @param version as it says itself, such as v1.20.2 */
        record Answers(String version) implements State {}

        /** It has answered before and does not now. */
        record Silent(String problem) implements State {}

        /** It has never answered here, so it says nothing. */
        record OutOfReach() implements State {}
    }
}
