package dev.windlass.core.procedure;

import dev.windlass.core.Page;
import org.junit.jupiter.api.Test;

final class ProcedurePageTest {
    @Test
    void shouldBeCurrent() {
        Page.shouldBe("procedure.md", ProcedurePage.markdown());
    }
}
