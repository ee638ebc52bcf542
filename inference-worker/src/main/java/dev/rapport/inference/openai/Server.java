package dev.rapport.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.inference.openai.CallOutcome.Permanent;
import dev.rapport.inference.openai.CallOutcome.Transient;
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

/** The model's server: sends a body over HTTP, and makes an outcome of whatever comes back. Safe for use by several threads. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    /** Max size of a response: many times that of the longest texts with the log-probability of each token. */
    private static final int MAX_BYTES = 32 << 20;

    private final OpenAiConfig config;
    private final ApiKey key;
    private final HttpClient client;
    private final LongAdder faults = new LongAdder();
    private final AtomicBoolean troubled = new AtomicBoolean();

    Server(OpenAiConfig config, ApiKey key) {
        this.config = config;
        this.key = key;
        // HTTP/2 without TLS begins with an upgrade, which several of these servers do not handle.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Method and address, for messages. */
    String name() {
        return "POST " + config.shownEndpoint();
    }

    /** Tries that fault faults ended. */
    long faults() {
        return faults.sum();
    }

    /** Sends; cancelling the future closes the connection. */
    CompletableFuture<HttpResponse<String>> send(String body) {
        var request = HttpRequest.newBuilder(config.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "rapport")
                .POST(BodyPublishers.ofString(body));
        key.authorize(request, config.keyHeader());
        return client.sendAsync(request.build(), BoundedBody.ofAtMost(MAX_BYTES));
    }

    /** The outcome of a response or an error. */
    CallOutcome read(@Nullable HttpResponse<String> response, @Nullable Throwable error, String prompt) {
        var outcome = response == null ? broken(error, prompt) : read(response, prompt);
        if (outcome instanceof Transient fault) {
            faults.increment();
            if (!troubled.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("server", name())
                        .addKeyValue("error", fault.message())
                        .log("the model's server does not answer; retrying");
            }
        } else if (outcome instanceof CallOutcome.Answer && troubled.getAndSet(false)) {
            LOG.atInfo().addKeyValue("server", name()).log("the model's server answers again");
        }
        return outcome;
    }

    private CallOutcome read(HttpResponse<String> response, String prompt) {
        if (response.statusCode() == OK) {
            try {
                return AnswerReader.read(response.body());
            } catch (JsonProcessingException e) {
                // Not the exception's message: it quotes what it could not read.
                var told = ServerText.ofNoAnswer(response.body(), prompt, key);
                var line = "200, but the body is not an answer of this API";
                return new Transient(told.isEmpty() ? line : line + ": " + told, Optional.empty(), true);
            }
        }
        var text = ServerText.of(response.body(), prompt, key);
        return FaultReader.read(response.statusCode(), response.headers(), text, Instant.now());
    }

    private CallOutcome broken(@Nullable Throwable error, String prompt) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException) {
            return Transient.unreachable("no answer in time");
        }
        if (cause instanceof BoundedBody.TooLargeException) {
            return new Transient(String.valueOf(cause.getMessage()), Optional.empty(), true);
        }
        var told = cause == null ? "no answer" : ConnectionFailure.of(cause, config.baseUrl());
        var line = ServerText.shown(told, prompt, key);
        return cause instanceof IOException && !(cause instanceof SSLHandshakeException)
                ? Transient.unreachable(line)
                : new Permanent(line);
    }
}
