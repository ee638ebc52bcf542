package dev.rapport.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.inference.openai.Outcome.Lasting;
import dev.rapport.inference.openai.Outcome.Passing;
import dev.rapport.runtime.client.ConnectionFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other end: takes a body over HTTP, and makes an outcome of whatever comes back. Safe for use by several threads. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    /** Of an answer: many times what the longest texts take with the log-probability of each token. */
    private static final int MOST_BYTES = 32 << 20;

    private final OpenAiConfig config;
    private final ApiKey key;
    private final HttpClient client;
    private final LongAdder faults = new LongAdder();
    private final AtomicBoolean troubled = new AtomicBoolean();

    Server(OpenAiConfig config, ApiKey key) {
        this.config = config;
        this.key = key;
        // HTTP/2 without TLS begins with an upgrade, which several of these servers mistake.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Method and address, for messages. */
    String name() {
        return "POST " + config.shownEndpoint();
    }

    /** Tries that passing faults ended. */
    long faults() {
        return faults.sum();
    }

    /** Sends; cancelling what it returns gives up the connection. */
    CompletableFuture<HttpResponse<String>> send(String body) {
        var request = HttpRequest.newBuilder(config.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "rapport")
                .POST(BodyPublishers.ofString(body));
        key.authorize(request, config.keyHeader());
        return client.sendAsync(request.build(), BoundedBody.ofAtMost(MOST_BYTES));
    }

    /** What came back: a response or an error. */
    Outcome read(@Nullable HttpResponse<String> response, @Nullable Throwable error, String prompt) {
        var outcome = response == null ? broken(error, prompt) : read(response, prompt);
        if (outcome instanceof Passing passing) {
            faults.increment();
            if (!troubled.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("server", name())
                        .addKeyValue("error", passing.message())
                        .log("the model's server does not answer; trying again");
            }
        } else if (outcome instanceof Outcome.Answer && troubled.getAndSet(false)) {
            LOG.atInfo().addKeyValue("server", name()).log("the model's server answers again");
        }
        return outcome;
    }

    private Outcome read(HttpResponse<String> response, String prompt) {
        if (response.statusCode() == OK) {
            try {
                return AnswerReader.read(response.body());
            } catch (JsonProcessingException e) {
                // Not the exception's message: that quotes what it could not read.
                var told = ServerText.ofNoAnswer(response.body(), prompt, key);
                var line = "200, but no answer in JSON of this API";
                return new Passing(told.isEmpty() ? line : line + ": " + told, Optional.empty(), true);
            }
        }
        var text = ServerText.of(response.body(), prompt, key);
        return FaultReader.read(response.statusCode(), response.headers(), text, Instant.now());
    }

    private Outcome broken(@Nullable Throwable error, String prompt) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException) {
            return Passing.away("no answer in time");
        }
        if (cause instanceof BoundedBody.TooLargeException) {
            return new Passing(String.valueOf(cause.getMessage()), Optional.empty(), true);
        }
        var told = cause == null ? "no answer" : ConnectionFailure.of(cause, config.baseUrl());
        var line = ServerText.shown(told, prompt, key);
        return cause instanceof IOException && !(cause instanceof SSLHandshakeException)
                ? Passing.away(line)
                : new Lasting(line);
    }
}
