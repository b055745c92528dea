package dev.windlass.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.runtime.config.HttpConfig;
import org.junit.jupiter.api.Test;

class HttpShellTest {
    @Test
    void shouldNameAHostThatHasNoAddress() {
        var http = new HttpConfig("nohost.invalid", 0, 0, 0);
        assertThatThrownBy(() -> HttpShell.start("planner", http, 0))
                .isInstanceOf(StartFailure.class)
                .hasMessage("the planner can't listen on nohost.invalid: no address is known for that name;"
                        + " set http.host in the configuration to a name or an address of this host");
    }
}
