package dev.rapport.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FinishReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with the OpenAI API on a free port: real answers of the tiny model, unless a test plans others. */
public final class TestingOpenAiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "/v1/chat/completions";

    /** What servers differ in. */
    public enum Trait {
        IGNORES_N,
        REFUSES_N,
        NO_LOG_PROBABILITIES,
        NO_USAGE,
        /** Completions have log-probabilities in the form of chats. */
        LOG_PROBABILITIES_OF_CHATS
    }

    /** One request as it came in. */
    public record Asked(String path, Headers headers, JsonNode body) {}

    /** An answer that a test plans. */
    private record Planned(int status, Map<String, String> headers, String body) {}

    private final LocalTextGenerator model = LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;
    private final List<Trait> traits;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    public TestingOpenAiServer(Trait... traits) {
        this.traits = List.of(traits);
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** Base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
    }

    /** The next request that has no plan yet is answered so. */
    void plan(int status, Map<String, String> headers, String body) {
        planned.add(new Planned(status, headers, body));
    }

    /** All requests so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        model.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var now = underWay.incrementAndGet();
        mostUnderWay.accumulateAndGet(now, Math::max);
        try (exchange) {
            var body = JSON.readTree(exchange.getRequestBody());
            asked.add(new Asked(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            var plan = planned.poll();
            var answer = plan == null ? answer(exchange.getRequestURI().getPath(), body) : plan;
            // The client may send its next request as soon as it has the answer.
            underWay.decrementAndGet();
            now = 0;
            send(exchange, answer);
        } finally {
            if (now > 0) {
                underWay.decrementAndGet();
            }
        }
    }

    private static void send(HttpExchange exchange, Planned answer) throws IOException {
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Planned answer(String path, JsonNode body) {
        if (!body.path("model").asText().equals("tiny-gpt2")) {
            return error(404, "The model `" + body.path("model").asText() + "` does not exist.", "NotFoundError");
        }
        var count = body.path("n").asInt(1);
        if (count != 1 && traits.contains(Trait.REFUSES_N)) {
            return error(500, "Only one completion choice is allowed", "server_error");
        }
        var request = request(path, body, traits.contains(Trait.IGNORES_N) ? 1 : count);
        try {
            return answer(path, body, model.submit(request).join());
        } catch (CompletionException e) {
            return error(503, "shutting down", "unavailable_error");
        }
    }

    private Planned answer(String path, JsonNode body, GenerationResult result) {
        if (result instanceof Refused refused) {
            return error(
                    400, "This model's maximum context length is 256 tokens: " + refused.detail(), "BadRequestError");
        }
        return new Planned(
                200, Map.of(), written(path, body, (Generated) result).toString());
    }

    private static GenerationRequest request(String path, JsonNode body, int count) {
        var prompt = new StringBuilder(body.path("prompt").asText());
        if (path.equals(CHAT)) {
            body.path("messages")
                    .forEach(message -> prompt.append(message.path("content").asText()));
        }
        var settings = new SamplingSettings(
                count,
                body.path("max_tokens").asInt(16),
                0,
                body.path("temperature").asDouble(1),
                Math.max(0, body.path("top_k").asInt(0)),
                body.path("top_p").asDouble(1),
                body.path("min_p").asDouble(0),
                body.path("repetition_penalty").asDouble(1),
                0,
                texts(body.path("stop")),
                texts(body.path("bad_words")));
        return new GenerationRequest(
                prompt.toString(), settings, body.path("seed").asLong());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private ObjectNode written(String path, JsonNode body, Generated generated) {
        var root = JSON.createObjectNode().put("id", "cmpl-1").put("model", "tiny-gpt2");
        var choices = root.putArray("choices");
        var newTokens = 0;
        for (var candidate : generated.candidates()) {
            var choice = choices.addObject().put("index", choices.size() - 1);
            if (path.equals(CHAT)) {
                choice.putObject("message").put("role", "assistant").put("content", candidate.text());
            } else {
                choice.put("text", candidate.text());
            }
            if (body.has("logprobs") && !traits.contains(Trait.NO_LOG_PROBABILITIES)) {
                putLogProbabilities(choice.putObject("logprobs"), path, candidate);
            } else {
                choice.putNull("logprobs");
            }
            choice.put("finish_reason", candidate.finishReason() == FinishReason.LENGTH ? "length" : "stop");
            newTokens += candidate.tokens().size();
        }
        if (!traits.contains(Trait.NO_USAGE)) {
            root.putObject("usage")
                    .put("prompt_tokens", generated.promptTokenCount())
                    .put("completion_tokens", newTokens);
        }
        return root;
    }

    /** The model tells only their sum: each token has an equal share of it. */
    private void putLogProbabilities(ObjectNode node, String path, GeneratedCandidate candidate) {
        if (path.equals(CHAT) || traits.contains(Trait.LOG_PROBABILITIES_OF_CHATS)) {
            var content = node.putArray("content");
            candidate.tokens().forEach(token -> content.addObject()
                    .put("token", "t" + token)
                    .put("logprob", candidate.score()));
        } else {
            var told = node.putArray("token_logprobs");
            candidate.tokens().forEach(token -> told.add(candidate.score()));
        }
    }

    private static Planned error(int status, String message, String type) {
        var root = JSON.createObjectNode();
        root.putObject("error").put("message", message).put("type", type).put("code", status);
        return new Planned(status, Map.of(), root.toString());
    }
}
