package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.ClusterName;

/**
 * Whose answers they are, and what a refusal means.
 *
 * @param server where it is, for people
 * @param credentials where they come from, for people: a kubeconfig file
 */
public record AnsweringServer(ClusterName cluster, String server, String credentials) {
    /** @param asked what was asked, in words */
    public ApiProblem problem(String asked, Answer answer) {
        var where = "cluster %s: the API server at %s".formatted(cluster, server);
        var said = answer.message().isBlank() ? "" : ": " + answer.message();
        return switch (answer.code()) {
            case 401 ->
                new ApiProblem(
                        ApiProblem.Kind.DENIED,
                        where + " does not accept the kubeconfig's credentials (401 at " + asked + said + ")",
                        "renew the credentials in " + credentials);
            case 403 ->
                new ApiProblem(
                        ApiProblem.Kind.DENIED,
                        where + " does not allow: " + asked + said,
                        "grant that right to the user of " + credentials);
            case 409 ->
                new ApiProblem(
                        ApiProblem.Kind.CONFLICT, where + " saw another change at the same time: " + asked + said, "");
            case 408, 410, 429 -> busy(where, asked, answer, said);
            default ->
                answer.code() >= 500
                        ? busy(where, asked, answer, said)
                        : new ApiProblem(
                                ApiProblem.Kind.REFUSED,
                                where + " answered " + answer.code() + " to: " + asked + said,
                                "");
        };
    }

    /** @param why there was no answer, in words */
    public ApiProblem unreachable(String why, String hint) {
        return new ApiProblem(
                ApiProblem.Kind.UNREACHABLE,
                "cluster %s: the API server at %s does not answer: %s".formatted(cluster, server, why),
                hint);
    }

    private static ApiProblem busy(String where, String asked, Answer answer, String said) {
        return new ApiProblem(
                ApiProblem.Kind.BUSY,
                where + " cannot answer now (" + answer.code() + " to: " + asked + said + ")",
                "look at its log if this lasts");
    }
}
