package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.TraceHeaders;
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
import java.util.concurrent.Executor;

/**
 * Segment's HTTP API: {@code POST /v1/{identify,track,page,screen,group,alias,batch,import}} and the short paths that
 * browsers use. A request thread reads and checks the body and is free again; the answer is given by another thread once
 * Kafka has everything.
 */
public final class CaptureResource implements HttpRoutes {
    private final Capture capture;
    private final SubmissionReader reader;
    private final RequestBody bodies;
    private final WriteKeys writeKeys;
    private final Admission admission;
    private final InstantSource clock;
    private final StoredAnswers answers;

    /**
     * @param clock    of our receipt times
     * @param executor runs what answers requests, so that Kafka's network thread does not
     */
    public CaptureResource(
            Capture capture,
            CaptureConfig config,
            Admission admission,
            RequestMeters meters,
            InstantSource clock,
            Executor executor) {
        this.capture = capture;
        this.reader = new SubmissionReader(config, admission.sources());
        this.bodies = new RequestBody(Math.toIntExact(config.maxRequestSize().bytes()));
        this.writeKeys = new WriteKeys(admission.sources());
        this.admission = admission;
        this.clock = clock;
        this.answers = new StoredAnswers(meters, executor);
    }

    @Override
    public void addTo(Routes routes) {
        for (var call : Call.values()) {
            for (var path : call.paths()) {
                routes.post(path, call.role(), context -> handle(context, call));
                routes.options(path, Role.CAPTURE, CrossOrigin::preflight);
            }
        }
    }

    private void handle(Context context, Call call) {
        CrossOrigin.allow(context);
        answers.answer(context, call.label(), executor -> take(context, call, executor));
    }

    /**
     * The order of the checks, which senders see: a write key outside the body, if any, is known; the body is complete,
     * within the limit and not compressed in another way than gzip; it is JSON; its write key is known; it has no more events
     * than are allowed; so many may be written with the key now; it has events; each event keeps the rules.
     */
    private CompletableFuture<Void> take(Context context, Call call, Executor executor)
            throws IOException, RefusedRequestException {
        var known = writeKeys.ofRequest(context.header("Authorization"), context.queryParam("writeKey"));
        var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
        var receivedAt = clock.instant();
        var submission = reader.read(call.type(), body);
        var key = known.isPresent() ? known.get() : writeKeys.ofBody(submission);
        if (submission instanceof TooMany tooMany) {
            throw new RefusedRequestException(
                    Reason.TOO_MANY_EVENTS, "a request may carry " + tooMany.limit() + " events, split the batch");
        }
        var receipt = new Receipt(key.source(), receivedAt, TraceHeaders.of(context::header), call == Call.HISTORY)
                .from(call.origin());
        if (submission instanceof Unreadable unreadable) {
            admission.admit(key, 1);
            return store(context, true, List.of(unreadable), receipt, executor);
        }
        var events = ((Events) submission).events();
        admission.admit(key, events.size());
        return store(context, call.type().isPresent(), events, receipt, executor);
    }

    private CompletableFuture<Void> store(
            Context context, boolean single, List<? extends RawEvent> events, Receipt receipt, Executor executor) {
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
                        executor);
    }
}
