package dev.windlass.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.service.ServiceMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTroubleTest {
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void captureErrors() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseErrors() {
        System.setErr(err);
    }

    @Test
    void shouldSayInOneLineThatAFileOfTheConnectionIsMissing() throws Exception {
        var config = Files.writeString(
                directory.resolve("windlass.yaml"),
                "kafka: {bootstrapServers: '127.0.0.1:1', security.protocol: SSL, ssl.truststore.location: /nowhere/trust.jks}");
        var code = ServiceMain.run("planner", new String[] {"--config", config.toString()}, PlannerService::start);
        assertThat(code).isEqualTo(69);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("windlass planner: it can't start: ")
                .contains("/nowhere/trust.jks");
    }
}
