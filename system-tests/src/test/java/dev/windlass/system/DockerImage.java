package dev.windlass.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether an image can be had, asked with the docker program: Testcontainers itself would try for minutes to pull what can't be
 * pulled.
 */
final class DockerImage {
    private static final long PULL_SECONDS = 120;

    private DockerImage() {}

    /** Why the image can't be had; empty when it is there, or was pulled just now. */
    static Optional<String> missing(String image) throws InterruptedException {
        try {
            var daemon = docker("version", "--format", "{{.Server.Version}}");
            if (daemon.isPresent()) {
                return Optional.of("no Docker daemon answers: " + daemon.get());
            }
            if (docker("image", "inspect", "--format", "{{.Id}}", image).isEmpty()) {
                return Optional.empty();
            }
            return docker("pull", "--quiet", image)
                    .map(why -> "the image %s is not here and can't be pulled: %s".formatted(image, why));
        } catch (IOException e) {
            return Optional.of("there is no docker program: " + e.getMessage());
        }
    }

    /** The last line of what docker said when it failed; empty when it did what it was told. */
    private static Optional<String> docker(String... words) throws IOException, InterruptedException {
        var command = new String[words.length + 1];
        command[0] = "docker";
        System.arraycopy(words, 0, command, 1, words.length);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        if (!process.waitFor(PULL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("no answer within " + PULL_SECONDS + " s");
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.exitValue() == 0 ? Optional.empty() : Optional.of(said.substring(said.lastIndexOf('\n') + 1));
    }
}
