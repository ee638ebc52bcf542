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
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;

/** Takes batches and remembers when, on the replay's time. */
final class FakeCapture implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final TestingTime time;
    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
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
        server.createContext("/v1/batch", this::answer);
        server.start();
    }

    /**
     * One batch that was taken.
     *
     * @param at     seconds since the start
     * @param events as they were sent
     */
    record Batch(double at, List<JsonNode> events) {}

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
        try {
            body = JSON.readTree(exchange.getRequestBody());
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
        respond(exchange, failure == null ? 200 : failure, answer(body.path("batch")));
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
