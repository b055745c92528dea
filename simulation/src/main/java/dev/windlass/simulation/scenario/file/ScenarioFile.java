package dev.windlass.simulation.scenario.file;

import dev.windlass.simulation.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A scenario with its story.
 *
 * @param name in a few words
 * @param broke the invariant that it broke when it was found; empty for one that was written by hand
 * @param found where and when, such as a commit and a seed; free text
 */
public record ScenarioFile(String name, String broke, String found, Scenario scenario) {
    private static final int LARGEST = 1 << 20;

    /**
     * Reads a file.
     *
     * @throws InvalidScenario when there is none, or it is none
     */
    public static ScenarioFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidScenario("it is larger than 1 MiB");
            }
            return parse(Files.readString(file));
        } catch (InvalidScenario e) {
            throw new InvalidScenario(file + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new InvalidScenario(file + ": there is no such file");
        } catch (IOException e) {
            throw new InvalidScenario(file + ": it can't be read: " + e.getMessage());
        }
    }

    /** @throws InvalidScenario when it is none */
    public static ScenarioFile parse(String yaml) {
        return ScenarioReading.read(yaml);
    }

    /** What {@link #parse} reads. */
    public String yaml() {
        return ScenarioWriting.yaml(this);
    }

    /** Writes it over what is there, and makes the directories that it needs. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().normalize().resolve("..").normalize());
        Files.writeString(file, yaml());
    }
}
