package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract finds mistakes that are planted in the node's script: each is one edit of the copy that is put on the node. */
final class ScriptMistakesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindAScriptThatChecksNoToken() throws Exception {
        var contract = new Mistaken("if [[ $((10#$1)) -lt $highest ]]; then", "if [[ $((10#$1)) -lt 0 ]]; then");
        shouldFail(contract, contract::shouldFenceLowerTokens);
    }

    @Test
    void shouldFindAScriptThatSaysThatItWaitsAndDoesNot() throws Exception {
        var contract = new Mistaken("has ended\" && waited=yes && flock 7; }", "has ended\"; }");
        shouldFail(contract, contract::shouldNotBeginWhatWaitedWhileAHigherTokenCame);
    }

    @Test
    void shouldFindNothingInAScriptWithAHarmlessEdit() throws Exception {
        var contract = new Mistaken("set -euo pipefail\n", "set -euo pipefail\n\n");
        contract.folder = folder;
        contract.connect();
        try {
            assertThatCode(contract::shouldFenceLowerTokens).doesNotThrowAnyException();
        } finally {
            contract.disconnect();
        }
    }

    private void shouldFail(Mistaken contract, ThrowingCallable test) throws Exception {
        contract.folder = folder;
        contract.connect();
        try {
            assertThatThrownBy(test).isInstanceOf(AssertionError.class);
        } finally {
            contract.disconnect();
        }
    }

    /** The contract on a script with one edit. */
    private static final class Mistaken extends ScriptContractTest {
        private final String find;
        private final String put;

        Mistaken(String find, String put) {
            this.find = find;
            this.put = put;
        }

        @Override
        byte[] script(FakeHost host) {
            var text = new String(super.script(host), StandardCharsets.UTF_8);
            assertThat(text).containsOnlyOnce(find);
            return text.replace(find, put).getBytes(StandardCharsets.UTF_8);
        }
    }
}
