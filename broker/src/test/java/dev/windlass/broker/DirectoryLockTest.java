package dev.windlass.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DirectoryLockTest {
    @TempDir
    Path directory;

    /** Holds a directory until its input ends. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (var lock = DirectoryLock.take(Path.of(args[0]))) {
                System.out.println("holds " + lock);
                System.in.read();
            }
        }
    }

    @Test
    void shouldBelongToOneProcessAndBeFreeWhenThatIsKilled() throws Exception {
        var other = OtherProcess.start(Holder.class, directory.toString());
        try (var said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).startsWith("holds ");
            assertThatThrownBy(() -> DirectoryLock.take(directory))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(directory.toString());
        } finally {
            other.destroyForcibly().waitFor();
        }
        DirectoryLock.take(directory).close();
    }

    @Test
    void shouldBelongToOneBrokerOfThisProcess() throws Exception {
        var first = DirectoryLock.take(directory);
        assertThatThrownBy(() -> DirectoryLock.take(directory.resolve("."))).isInstanceOf(BrokerStartException.class);
        first.close();
        first.close();
        DirectoryLock.take(directory).close();
    }
}
