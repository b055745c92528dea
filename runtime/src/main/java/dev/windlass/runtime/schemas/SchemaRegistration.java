package dev.windlass.runtime.schemas;

import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.schemas.wire.ReleasedSchema;
import dev.windlass.schemas.wire.ReleasedSchemas;
import dev.windlass.schemas.wire.SchemaIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Registers the schemas with a user's schema registry at start, so that records carry its ids. */
public final class SchemaRegistration {
    /** Among the Kafka properties: the registry's address; without it the ids of the repository are used. */
    public static final String URL = "schema.registry.url";

    /** As Confluent's clients have it: user:password. */
    public static final String USER_INFO = "basic.auth.user.info";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private SchemaRegistration() {}

    /**
     * The codecs for this configuration.
     *
     * @throws SchemaRegistryFailure when there is a registry and it did not take a schema
     */
    public static Codecs codecs(KafkaConfig kafka) {
        var url = kafka.properties().get(URL);
        return url == null
                ? Codecs.FIXED
                : Codecs.with(register(
                        address(url), Optional.ofNullable(kafka.properties().get(USER_INFO))));
    }

    private static URI address(String url) {
        try {
            var address = URI.create(url.endsWith("/") ? url : url + "/");
            if ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new SchemaRegistryFailure("kafka.%s is not an address: %s".formatted(URL, url), e);
        }
        throw new SchemaRegistryFailure(
                "kafka.%s must begin with http:// or https://, not be %s".formatted(URL, url), null);
    }

    private static SchemaIds register(URI registry, Optional<String> userInfo) {
        var ids = new HashMap<ReleasedSchema, Integer>();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (var released : ReleasedSchemas.all()) {
                ids.put(released, register(client, registry, userInfo, released));
            }
        }
        return SchemaIds.registered(ids);
    }

    private static int register(HttpClient client, URI registry, Optional<String> userInfo, ReleasedSchema released) {
        var address = registry.resolve("subjects/" + released.subject().subjectName() + "/versions");
        var body = JSON.writeValueAsString(Map.of("schema", released.schema().toString(), "schemaType", "AVRO"));
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", SchemaRegistryView.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        userInfo.ifPresent(info -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8))));
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new SchemaRegistryFailure(
                        "%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()), null);
            }
            return JSON.readTree(answer.body()).required("id").asInt();
        } catch (IOException | JacksonException e) {
            throw new SchemaRegistryFailure("%s does not answer as a schema registry: %s".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryFailure("interrupted while " + address + " was asked", e);
        }
    }
}
