package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.TraceHeaders;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.ingestion.capture.hubspot.HubSpotFormat;
import dev.rapport.ingestion.capture.hubspot.HubSpotReader;
import dev.rapport.ingestion.capture.hubspot.HubSpotSignature;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /webhooks/hubspot}: an array of changes with HubSpot's signature. A change that breaks a rule is a rejection
 * and is answered 200, as HubSpot would send it again unchanged.
 */
public final class HubSpotResource implements HttpRoutes {
    static final String PATH = "/webhooks/hubspot";

    private static final String SIGNATURE = "X-HubSpot-Signature-v3";
    private static final String TIMESTAMP = "X-HubSpot-Request-Timestamp";
    private static final String LABEL = "hubspot";
    /** HubSpot waits for five seconds; after these it is asked to send again while it still listens. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(4);

    private final Capture capture;
    private final HubSpotConfig config;
    private final HubSpotReader reader;
    private final HubSpotSignature signatures;
    private final RequestBody bodies;
    private final InstantSource clock;
    private final StoredAnswers answers;

    /**
     * @param clock    of our receipt times
     * @param executor runs what answers requests
     * @throws IllegalArgumentException when the file of secrets cannot be used
     */
    public HubSpotResource(
            Capture capture,
            CaptureConfig limits,
            HubSpotConfig config,
            RequestMeters meters,
            InstantSource clock,
            Executor executor) {
        this.capture = capture;
        this.config = config;
        this.reader = new HubSpotReader(config);
        this.signatures = new HubSpotSignature(config, meters::refusedSecrets);
        this.bodies = new RequestBody(Math.toIntExact(limits.maxRequestSize().bytes()));
        this.clock = clock;
        this.answers = new StoredAnswers(meters, executor);
    }

    @Override
    public void addTo(Routes routes) {
        routes.post(PATH, Role.CAPTURE, context -> answers.answer(context, LABEL, executor -> take(context, executor)));
    }

    private CompletableFuture<Void> take(Context context, Executor executor)
            throws IOException, RefusedRequestException {
        var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
        var receivedAt = clock.instant();
        var signature = verified(context, body, receivedAt);
        var events = reader.read(body);
        if (events.isEmpty()) {
            throw new RefusedRequestException(
                    Reason.TOO_MANY_EVENTS, "a webhook carries at most " + HubSpotReader.MAX_CHANGES + " changes");
        }
        var receipt =
                new Receipt(config.source(), receivedAt, TraceHeaders.of(context::header)).from(HubSpotFormat.ORIGIN);
        return capture.take(events.get(), receipt)
                .orTimeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenAcceptAsync(
                        rejections -> {
                            signatures.taken(signature, receivedAt);
                            JsonAnswers.write(context, 200, CaptureAnswer.ofBatch(rejections));
                        },
                        executor);
    }

    private String verified(Context context, byte[] body, Instant receivedAt) throws RefusedRequestException {
        var signature = Optional.ofNullable(context.header(SIGNATURE)).orElse("");
        var verdict = signatures.check(uri(context), body, context.header(TIMESTAMP), signature, receivedAt);
        switch (verdict) {
            case VALID -> {
                return signature;
            }
            case MISSING ->
                throw new RefusedRequestException(
                        Reason.MISSING_SIGNATURE, SIGNATURE + " and " + TIMESTAMP + " are required");
            case REPLAYED ->
                throw new RefusedRequestException(
                        Reason.REPLAYED_SIGNATURE,
                        TIMESTAMP + " must be within " + HubSpotSignature.WINDOW.toMinutes()
                                + " minutes of the receipt, and a request is taken once");
            default ->
                throw new RefusedRequestException(
                        Reason.WRONG_SIGNATURE,
                        "the signature is not one of the app's client secret for this URI and body; see"
                                + " ingestion.hubspot.secrets and ingestion.hubspot.public-url");
        }
    }

    /** As HubSpot called it, which calls nothing but https. */
    private String uri(Context context) {
        var query = context.queryString();
        return config.publicUrl()
                .orElseGet(() -> "https://" + context.header("Host")
                        + context.req().getRequestURI() + (query == null ? "" : "?" + query));
    }
}
