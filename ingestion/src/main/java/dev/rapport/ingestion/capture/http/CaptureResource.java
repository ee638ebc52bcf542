package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.Submission.Events;
import dev.rapport.ingestion.capture.Submission.TooMany;
import dev.rapport.ingestion.capture.Submission.Unreadable;
import dev.rapport.ingestion.capture.SubmissionReader;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.schemas.RejectionReason;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Segment's HTTP API: {@code POST /v1/{identify,track,page,screen,group,alias,batch,import}} and the short paths that
 * browsers use. A request thread reads and checks the body and is free again; the answer is given by another thread once
 * Kafka has everything.
 */
public final class CaptureResource implements HttpRoutes {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Capture capture;
    private final SubmissionReader reader;
    private final RequestBody bodies;
    private final WriteKeys writeKeys;
    private final RequestMeters meters;
    private final InstantSource clock;
    private final Executor answers;

    /**
     * @param clock   tells when a request arrived
     * @param answers gives the answers, so that Kafka's network thread does not
     */
    public CaptureResource(
            Capture capture, CaptureConfig config, RequestMeters meters, InstantSource clock, Executor answers) {
        this.capture = capture;
        this.reader = new SubmissionReader(config.maxBatchEvents());
        this.bodies = new RequestBody(Math.toIntExact(config.maxRequestSize().bytes()));
        this.writeKeys = new WriteKeys(config);
        this.meters = meters;
        this.clock = clock;
        this.answers = answers;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        for (var call : Call.values()) {
            for (var path : call.paths()) {
                routes.post(path, context -> handle(context, call));
                routes.options(path, CrossOrigin::preflight);
            }
        }
    }

    private void handle(Context context, Call call) {
        var timed = meters.start();
        CrossOrigin.allow(context);
        context.future(() -> answered(context, call)
                .exceptionallyAsync(error -> unavailable(context, error), answers)
                .thenRun(() -> meters.stop(timed, call, context.statusCode())));
    }

    private CompletableFuture<Void> answered(Context context, Call call) {
        try {
            return take(context, call);
        } catch (RefusedRequestException refused) {
            refuse(context, refused);
        } catch (IOException e) {
            refuse(context, new RefusedRequestException(Reason.INCOMPLETE_BODY, "the body ended early"));
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> take(Context context, Call call) throws IOException, RefusedRequestException {
        var requestKey = writeKeys.ofRequest(context.header("Authorization"), context.queryParam("writeKey"));
        if (requestKey.isPresent()) {
            writeKeys.source(requestKey.get());
        }
        var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
        var receivedAt = clock.instant();
        var submission = call.type().map(type -> reader.single(type, body)).orElseGet(() -> reader.batch(body));
        if (submission instanceof Unreadable unreadable && isAnonymous(unreadable, requestKey)) {
            throw new RefusedRequestException(Reason.NOT_JSON, unreadable.detail());
        }
        var source = writeKeys.source(requestKey, submission.writeKey());
        if (submission instanceof TooMany tooMany) {
            throw new RefusedRequestException(
                    Reason.TOO_MANY_EVENTS, "a request may carry " + tooMany.limit() + " events, split the batch");
        }
        if (submission instanceof Unreadable unreadable) {
            return capture.reject(unreadable, body, source, receivedAt)
                    .thenAcceptAsync(answer -> CaptureAnswers.single(context, answer), answers);
        }
        return capture.take((Events) submission, source, receivedAt)
                .thenAcceptAsync(answer -> CaptureAnswers.taken(context, call, answer), answers);
    }

    /** A body that is not JSON cannot carry a write key: saying that a key is missing would lead astray. */
    private static boolean isAnonymous(Unreadable unreadable, Optional<String> requestKey) {
        return requestKey.isEmpty()
                && unreadable.writeKey().isEmpty()
                && unreadable.reason() == RejectionReason.NOT_AN_OBJECT;
    }

    private @Nullable Void unavailable(Context context, Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof SinkUnavailableException)) {
            throw new CompletionException(cause);
        }
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        refuse(
                context,
                new RefusedRequestException(
                        Reason.UNAVAILABLE, cause.getMessage() + "; send the request again with the same message ids"));
        return null;
    }

    private void refuse(Context context, RefusedRequestException refused) {
        meters.refused(refused.reason());
        CaptureAnswers.refused(context, refused);
    }
}
