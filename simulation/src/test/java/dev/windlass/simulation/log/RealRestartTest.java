package dev.windlass.simulation.log;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held against a real broker. */
class RealRestartTest extends RestartContract {
    private static RealLog real;

    @BeforeAll
    static void start(@TempDir Path directory) {
        real = new RealLog(directory);
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Override
    LogUnderTest log() {
        return real;
    }
}
