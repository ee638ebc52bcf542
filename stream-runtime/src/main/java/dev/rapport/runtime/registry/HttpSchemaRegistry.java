package dev.rapport.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.client.ConnectionFailure;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Client of any registry that speaks Confluent's API: Confluent's own, Karapace, Apicurio under {@code
 * /apis/ccompat/v7}. Answers are cached without limit, as ids never change their meaning. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private record Registration(String subject, Schema schema) {}

    private final String url;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** @param url base address, with or without a slash at its end */
    public HttpSchemaRegistry(String url) {
        this(url, Optional.empty());
    }

    /**
     * @param url   base address, with or without a slash at its end
     * @param token sent as {@code Authorization: Bearer}
     */
    public HttpSchemaRegistry(String url, Optional<String> token) {
        this.token = token;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new Registration(subject, schema), missing -> {
            var path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
            return call(path, "id", Map.of("schema", schema.toString())).asInt();
        });
    }

    @Override
    public Schema schemaById(int id) {
        return schemas.computeIfAbsent(id, missing -> {
            var text = call("/schemas/ids/" + missing, "schema", null).asText();
            return new Schema.Parser().parse(text);
        });
    }

    /** The field of the answer. */
    private JsonNode call(String path, String field, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", CONTENT_TYPE);
            token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofString(Json.strict().writeValueAsString(body)));
            }
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw refused(path, response.statusCode(), response.body());
            }
            var answer = Json.strict().readTree(response.body()).path(field);
            if (answer.isMissingNode()) {
                throw new SchemaRegistryException(502, "schema registry " + url + path + " answers without " + field);
            }
            return answer;
        } catch (IOException e) {
            throw new SchemaRegistryException(
                    503, "schema registry " + url + ": " + ConnectionFailure.of(e, URI.create(url)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException(503, "interrupted while asking schema registry " + url, e);
        }
    }

    private SchemaRegistryException refused(String path, int status, String body) {
        try {
            var error = Json.strict().readTree(body);
            var message = error.path("message").asText(error.path("error").asText(body));
            return new SchemaRegistryException(
                    error.path("error_code").asInt(status), "schema registry " + url + path + ": " + message);
        } catch (JsonProcessingException e) {
            return new SchemaRegistryException(status, "schema registry " + url + path + ": HTTP " + status, e);
        }
    }
}
