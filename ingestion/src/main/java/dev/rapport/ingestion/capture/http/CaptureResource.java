package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.TooMany;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
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
     * @param clock   of our receipt times
     * @param answers runs what answers requests, so that Kafka's network thread does not
     */
    public CaptureResource(
            Capture capture, CaptureConfig config, RequestMeters meters, InstantSource clock, Executor answers) {
        this.capture = capture;
        this.reader = new SubmissionReader(config);
        this.bodies = new RequestBody(Math.toIntExact(config.maxRequestSize().bytes()));
        this.writeKeys = new WriteKeys(config);
        this.meters = meters;
        this.clock = clock;
        this.answers = answers;
    }

    @Override
    public void addTo(Routes routes) {
        for (var call : Call.values()) {
            for (var path : call.paths()) {
                routes.post(path, Role.CAPTURE, context -> handle(context, call));
                routes.options(path, Role.CAPTURE, CrossOrigin::preflight);
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

    /**
     * The order of the checks, which senders see: a write key outside the body, if any, is known; the body is complete,
     * within the limit and not compressed in another way than gzip; it is JSON; its write key is known; it has no more events
     * than are allowed; it has events; each event keeps the rules.
     */
    private CompletableFuture<Void> take(Context context, Call call) throws IOException, RefusedRequestException {
        var known = writeKeys.sourceOfRequest(context.header("Authorization"), context.queryParam("writeKey"));
        var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
        var receivedAt = clock.instant();
        var submission = reader.read(call.type(), body);
        var source = known.isPresent() ? known.get() : writeKeys.sourceOfBody(submission);
        if (submission instanceof TooMany tooMany) {
            throw new RefusedRequestException(
                    Reason.TOO_MANY_EVENTS, "a request may carry " + tooMany.limit() + " events, split the batch");
        }
        var receipt = new Receipt(source, receivedAt, TraceHeaders.of(context::header));
        if (submission instanceof Unreadable unreadable) {
            return store(context, true, List.of(unreadable), receipt);
        }
        return store(context, call.type().isPresent(), ((Events) submission).events(), receipt);
    }

    private CompletableFuture<Void> store(
            Context context, boolean single, List<? extends RawEvent> events, Receipt receipt) {
        return capture.take(events, receipt)
                .thenAcceptAsync(
                        rejections -> {
                            if (single) {
                                var status = rejections.isEmpty() ? 200 : 400;
                                JsonAnswers.write(context, status, CaptureAnswer.ofSingle(rejections));
                            } else {
                                JsonAnswers.write(context, 200, CaptureAnswer.ofBatch(rejections));
                            }
                        },
                        answers);
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
        JsonAnswers.refuse(context, refused);
    }
}
