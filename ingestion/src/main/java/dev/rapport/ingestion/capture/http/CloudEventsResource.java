package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.TraceHeaders;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsFormat;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage.Events;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage.TooMany;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsReader;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.topic.Origin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * {@code POST /cloudevents}: CloudEvents 1.0 in the binary, structured and batched content modes, with a write key by Basic
 * authentication or in the query. {@code OPTIONS} answers browsers, and webhook senders that ask for permission first.
 */
public final class CloudEventsResource implements HttpRoutes {
    private static final String PATH = "/cloudevents";
    private static final String LABEL = "cloudevents";
    /** CloudEvents webhooks, section 4: whether events of this sender are wanted here. */
    private static final String ORIGIN = "WebHook-Request-Origin";

    private static final String ALLOWED_ORIGIN = "WebHook-Allowed-Origin";
    private static final String ALLOWED_RATE = "WebHook-Allowed-Rate";

    private final Capture capture;
    private final CloudEventsReader reader;
    private final RequestBody bodies;
    private final WriteKeys writeKeys;
    private final Admission admission;
    private final InstantSource clock;
    private final StoredAnswers answers;

    /**
     * @param clock    of our receipt times
     * @param executor runs what answers requests
     */
    public CloudEventsResource(
            Capture capture,
            CaptureConfig config,
            Admission admission,
            RequestMeters meters,
            InstantSource clock,
            Executor executor) {
        this.capture = capture;
        this.reader = new CloudEventsReader(new SubmissionReader(config, admission.sources()), config);
        this.bodies = new RequestBody(Math.toIntExact(config.maxRequestSize().bytes()));
        this.writeKeys = new WriteKeys(admission.sources());
        this.admission = admission;
        this.clock = clock;
        this.answers = new StoredAnswers(meters, executor);
    }

    @Override
    public void addTo(Routes routes) {
        routes.post(PATH, Role.CAPTURE, context -> {
            CrossOrigin.allow(context);
            answers.answer(context, LABEL, executor -> take(context, executor));
        });
        routes.options(PATH, Role.CAPTURE, this::options);
    }

    private CompletableFuture<Void> take(Context context, Executor executor)
            throws IOException, RefusedRequestException {
        var key = writeKeys
                .ofRequest(context.header("Authorization"), context.queryParam("writeKey"))
                .orElseThrow(WriteKeys::missing);
        var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
        var message = reader.read(context.headerMap(), context.header("Content-Type"), body);
        if (message instanceof TooMany tooMany) {
            throw new RefusedRequestException(
                    Reason.TOO_MANY_EVENTS, "a request may carry " + tooMany.limit() + " events, split the batch");
        }
        if (!(message instanceof Events events)) {
            throw new RefusedRequestException(
                    Reason.UNSUPPORTED_FORMAT,
                    "Content-Type must be application/cloudevents+json, application/cloudevents-batch+json, or that of"
                            + " the data beside ce- headers");
        }
        admission.admit(key, events.events().size());
        var receipt = new Receipt(key.source(), clock.instant(), headers(context))
                .from(Origin.ofRequest(CloudEventsFormat.FORMAT));
        return capture.take(events.events(), receipt)
                .thenAcceptAsync(
                        rejections -> {
                            var failed = !events.isBatch() && !rejections.isEmpty();
                            var answer = events.isBatch()
                                    ? CaptureAnswer.ofBatch(rejections)
                                    : CaptureAnswer.ofSingle(rejections);
                            JsonAnswers.write(context, failed ? 400 : 200, answer);
                        },
                        executor);
    }

    /** The trace of the request, else the one that a single event carries (distributed tracing extension). */
    private static Map<String, String> headers(Context context) {
        var headers = new HashMap<>(TraceHeaders.of(name -> context.header("ce-" + name)));
        // Baggage is no attribute of the extension.
        headers.remove("baggage");
        var own = TraceHeaders.of(context::header);
        if (own.containsKey("traceparent")) {
            headers.clear();
        }
        headers.putAll(own);
        return headers;
    }

    private void options(Context context) {
        var origin = context.header(ORIGIN);
        if (origin == null) {
            CrossOrigin.preflight(context);
            return;
        }
        try {
            if (writeKeys
                    .ofRequest(context.header("Authorization"), context.queryParam("writeKey"))
                    .isEmpty()) {
                throw WriteKeys.missing();
            }
            context.header("Allow", "POST, OPTIONS")
                    .header(ALLOWED_ORIGIN, origin)
                    .header(ALLOWED_RATE, "*");
            context.status(200);
        } catch (RefusedRequestException refused) {
            JsonAnswers.refuse(context, refused);
        }
    }
}
