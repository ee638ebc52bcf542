package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Answers requests once what they carried is stored, or says why it is not: the same for every adapter over HTTP. */
final class StoredAnswers {
    /** A broker that was restarted is back by then. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final RequestMeters meters;
    private final Executor answers;

    /** What an adapter does with a request. */
    @FunctionalInterface
    interface Taking {
        /** @return completes once everything is stored and answered */
        CompletableFuture<Void> take(Executor answers) throws IOException, RefusedRequestException;
    }

    /** @param answers runs what answers requests, so that Kafka's network thread does not */
    StoredAnswers(RequestMeters meters, Executor answers) {
        this.meters = meters;
        this.answers = answers;
    }

    /** @param label of the call, for its meter */
    void answer(Context context, String label, Taking taking) {
        var timed = meters.start();
        context.future(() -> taken(context, taking)
                .exceptionallyAsync(error -> unavailable(context, error), answers)
                .thenRun(() -> meters.stop(timed, label, context.statusCode())));
    }

    private CompletableFuture<Void> taken(Context context, Taking taking) {
        try {
            return taking.take(answers);
        } catch (RefusedRequestException refused) {
            refuse(context, refused);
        } catch (IOException e) {
            refuse(context, new RefusedRequestException(Reason.INCOMPLETE_BODY, "the body ended early"));
        }
        return CompletableFuture.completedFuture(null);
    }

    private @Nullable Void unavailable(Context context, Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof SinkUnavailableException) && !(cause instanceof TimeoutException)) {
            throw new CompletionException(cause);
        }
        var why = cause instanceof TimeoutException ? "Kafka is slow" : cause.getMessage();
        refuse(
                context,
                new RefusedRequestException(
                        Reason.UNAVAILABLE, why + "; send the request again with the same message ids", RETRY_AFTER));
        return null;
    }

    private void refuse(Context context, RefusedRequestException refused) {
        meters.refused(refused.reason());
        JsonAnswers.refuse(context, refused);
    }
}
