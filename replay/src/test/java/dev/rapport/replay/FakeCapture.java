package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Takes batches and remembers when, on the replay's time. */
final class FakeCapture implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final TestingTime time;
    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private volatile int failAfter;
    private volatile boolean rejectsWithoutUser;

    FakeCapture(TestingTime time) {
        this.time = time;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * One batch that was taken.
     *
     * @param at     seconds since the start
     * @param events as they were sent
     */
    record Batch(double at, List<JsonNode> events) {}

    /**
     * One request, answered or not.
     *
     * @param credentials of Basic authentication, decoded
     */
    record Request(String line, String credentials, String body) {}

    List<Request> requests() {
        return List.copyOf(requests);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** When so many batches were taken, answers some requests with this status. */
    void failAfter(int taken, int status, int times) {
        failAfter = taken;
        failures.addAll(Collections.nCopies(times, status));
    }

    /** Answers as capture does where events have no user, and to what is not JSON. */
    void rejectingWithoutUser() {
        rejectsWithoutUser = true;
    }

    List<Batch> batches() {
        return List.copyOf(batches);
    }

    List<JsonNode> events() {
        return batches().stream().flatMap(batch -> batch.events().stream()).toList();
    }

    /** Events taken in each second. */
    List<Integer> perSecond() {
        var seconds = new ArrayList<Integer>();
        for (var batch : batches()) {
            var second = (int) Math.floor(batch.at() + 1e-6);
            while (seconds.size() <= second) {
                seconds.add(0);
            }
            seconds.set(second, seconds.get(second) + batch.events().size());
        }
        return seconds;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body;
        var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var credentials = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        requests.add(new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8),
                sent));
        try {
            body = JSON.readTree(sent);
        } catch (JsonProcessingException e) {
            respond(
                    exchange,
                    400,
                    "{\"error\":{\"reason\":\"NOT_AN_OBJECT\",\"detail\":\"the body is not valid JSON\"}}");
            return;
        }
        var failure = batches.size() < failAfter ? null : failures.poll();
        if (failure == null) {
            batches.add(new Batch(
                    time.seconds(),
                    StreamSupport.stream(body.path("batch").spliterator(), false)
                            .toList()));
        }
        respond(
                exchange,
                failure == null ? 200 : failure,
                exchange.getRequestURI().getPath().startsWith("/api/v1/products")
                        ? products(body, exchange.getRequestURI().getQuery())
                        : answer(body.path("batch")));
    }

    private static String products(JsonNode products, @Nullable String query) {
        var answer = JSON.createObjectNode().put("success", true);
        if (query != null && query.contains("feed=start")) {
            answer.put("feed", "0:7");
        }
        if (query != null && query.contains("complete=true")) {
            answer.put("removed", 3);
        }
        var refused = answer.putArray("refused");
        for (var index = 0; index < products.size(); index++) {
            var product = products.get(index);
            if (products.isArray() && !product.has("name") && !product.has("title")) {
                refused.addObject()
                        .put("index", index)
                        .put("id", product.path("id").asText("x"))
                        .put("field", "name")
                        .put("rule", "is missing");
            }
        }
        return answer.toString();
    }

    private String answer(JsonNode events) {
        var answer = JSON.createObjectNode().put("success", true);
        var rejected = answer.putArray("rejected");
        for (var index = 0; index < events.size(); index++) {
            if (rejectsWithoutUser && !events.get(index).has("userId")) {
                rejected.addObject()
                        .put("index", index)
                        .put("reason", "MISSING_IDS")
                        .put("detail", "userId or anonymousId is required");
            }
        }
        return answer.toString();
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        var answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
