package dev.rapport.quickstart.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.client.ConnectionFailure;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a running pipeline's scoring over HTTP. */
public final class ScoringClient {
    private static final ObjectMapper JSON = Json.strict();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Optional<String> token;

    /** @param url of the server, without a slash at its end */
    public ScoringClient(String url) {
        this(url, Optional.empty());
    }

    /** @param token with the role read, where the server asks for one */
    public ScoringClient(String url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    /** Totals over all time. */
    public MetricTotals totals() throws IOException, InterruptedException {
        return MetricTotals.of(get("/api/v1/overview"));
    }

    /** Every experiment with its arms and lifts. */
    public List<JsonNode> experiments() throws IOException, InterruptedException {
        var experiments = new ArrayList<JsonNode>();
        get("/api/v1/experiments").path("experiments").forEach(experiments::add);
        return experiments;
    }

    /**
     * What is known of a customer.
     *
     * @param id any of their identifiers
     */
    public JsonNode customer(String id) throws IOException, InterruptedException {
        return get("/api/v1/customers/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        token.ifPresent(sent -> request.header("Authorization", "Bearer " + sent));
        var answer = send(request.build());
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new IOException(path + " answered " + answer.statusCode()
                    + ": --token or RAPPORT_TOKEN must be a token with the role read");
        }
        if (answer.statusCode() == 404) {
            throw new IOException(path + " is not known to the pipeline at " + url);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(ConnectionFailure.of(e, request.uri()), e);
        }
    }
}
