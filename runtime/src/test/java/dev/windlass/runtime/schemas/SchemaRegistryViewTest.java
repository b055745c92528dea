package dev.windlass.runtime.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.schemas.wire.ReleasedSchemas;
import dev.windlass.schemas.wire.Subject;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SchemaRegistryViewTest {
    private final SchemaRegistryView view = new SchemaRegistryView();

    @Test
    void shouldAnswerForTheIdInARecord() {
        var newest = ReleasedSchemas.newest(Subject.EVENT);
        var answer = view.get("/schemas/ids/" + newest.id());
        assertThat(answer.status()).isEqualTo(200);
        var schema =
                JsonMapper.shared().readTree(answer.body()).required("schema").asString();
        assertThat(new Schema.Parser().parse(schema)).isEqualTo(newest.schema());
    }

    @Test
    void shouldListSubjectsAndVersions() {
        assertThat(view.get("subjects").body()).contains("windlass.events-value", "windlass.requests-value");
        assertThat(view.get("/subjects/windlass.events-value/versions").body()).isEqualTo("[1,2,3]");
        var latest = view.get("/subjects/windlass.events-value/versions/latest");
        assertThat(latest).isEqualTo(view.get("/subjects/windlass.events-value/versions/3"));
        assertThat(JsonMapper.shared().readTree(latest.body()).required("id").asInt())
                .isEqualTo(ReleasedSchemas.newest(Subject.EVENT).id());
    }

    @Test
    void shouldRefuseAsARegistryDoes() {
        assertError("/schemas/ids/17", 404, 40403);
        assertError("/schemas/ids/x", 404, 40403);
        assertError("/subjects/other-value/versions", 404, 40401);
        assertError("/subjects/other-value/versions/1", 404, 40401);
        assertError("/subjects/windlass.events-value/versions/99", 404, 40402);
        assertError("/subjects/windlass.events-value/versions/newest", 422, 42202);
        assertError("/mode", 404, 404);
    }

    private void assertError(String path, int status, int code) {
        var answer = view.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .required("error_code")
                        .asInt())
                .isEqualTo(code);
    }
}
