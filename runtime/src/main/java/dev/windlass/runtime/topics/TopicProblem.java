package dev.windlass.runtime.topics;

import java.util.List;

/** Topics that are not as they must be. Each problem says what is, what must be, and the command that repairs it. */
public final class TopicProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    TopicProblem(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
