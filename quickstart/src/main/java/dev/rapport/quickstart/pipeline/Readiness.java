package dev.rapport.quickstart.pipeline;

import dev.rapport.runtime.client.ConnectionFailure;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.runtime.wait.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks the server whether its services are ready, as a load balancer would. */
final class Readiness {
    private static final Duration POLL = Duration.ofMillis(100);

    private Readiness() {}

    static void await(String url, CompletableFuture<Throwable> failure, Duration timeout) {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        var request = HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var deadline = System.nanoTime() + timeout.toNanos();
        var last = "no answer";
        var pause = new Pause();
        try {
            while (System.nanoTime() < deadline) {
                try {
                    var answer = client.send(request, BodyHandlers.ofString());
                    if (answer.statusCode() == 200) {
                        return;
                    }
                    last = answer.body();
                } catch (IOException e) {
                    last = ConnectionFailure.of(e, request.uri());
                }
                failIfFailed(failure);
                pause.await(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException("interrupted while the services started", e);
        }
        throw new PipelineException("the services were not ready within " + timeout.toSeconds() + " s: " + last);
    }

    private static void failIfFailed(CompletableFuture<Throwable> failure) {
        if (failure.isDone()) {
            var cause = failure.join();
            throw new PipelineException("a service failed while it started: " + FailureLine.of(cause), cause);
        }
    }
}
