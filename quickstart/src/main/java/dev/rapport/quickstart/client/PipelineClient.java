package dev.rapport.quickstart.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rapport.runtime.client.ConnectionFailure;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a running pipeline, below one path. */
public final class PipelineClient {
    private static final JsonMapper JSON = Json.lenient();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI url;
    private final Optional<String> token;
    private final String root;

    /** @param root path that all others are below, for example {@code /api/v1/dead-letters} */
    PipelineClient(URI url, Optional<String> token, String root) {
        this.url = url;
        this.token = token;
        this.root = root;
    }

    /**
     * @param path below the root
     * @throws IOException with one line: no answer, or the pipeline's own refusal
     */
    public JsonNode get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        var query = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path + (query.isEmpty() ? "" : "?" + query)).GET());
    }

    /** As {@link #get}, with a body. */
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        var base = url.toString().replaceFirst("/+$", "");
        var request = HttpRequest.newBuilder(URI.create(base + root + path)).timeout(TIMEOUT);
        token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(ConnectionFailure.of(e, url), e);
        }
        var body = json(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answered " + answer.statusCode() + ": "
                    + body.path("error").asText("is it a running pipeline?"));
        }
        if (!body.isObject()) {
            throw new IOException(url + " did not answer as a pipeline does: is it the address of a pipeline?");
        }
        return body;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
