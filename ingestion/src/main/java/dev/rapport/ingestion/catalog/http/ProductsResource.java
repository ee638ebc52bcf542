package dev.rapport.ingestion.catalog.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.TraceHeaders;
import dev.rapport.ingestion.capture.http.RefusedRequestException;
import dev.rapport.ingestion.capture.http.RequestBody;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.sink.PromptAnswers;
import dev.rapport.ingestion.catalog.CatalogConfig;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.runtime.catalog.ProductReader;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.runtime.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** {@code PUT /api/v1/products} and {@code DELETE /api/v1/products/{id}}; docs/catalog.md has the whole of it. */
public final class ProductsResource implements HttpRoutes {
    private static final String PATH = "/api/v1/products";
    private static final String LABEL = "products";
    private static final String RETRY_AFTER_SECONDS = "5";
    /** A request of a mebibyte takes some ten while its products are read; more of them wait at their sender. */
    private static final int MAX_UPLOADS = 8;

    private static final ObjectWriter JSON = Json.strict().writer();

    private final Upload upload;
    private final ProductSink sink;
    private final PromptAnswers prompt;
    private final RequestMeters meters;
    private final RequestBody bodies;
    private final ProductsBody reader;
    private final InstantSource clock;
    private final Executor answers;
    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

    /**
     * @param prompt  gives up what Kafka does not answer
     * @param clock   of our receipt times
     * @param answers runs what answers requests, so that Kafka's network thread does not
     */
    public ProductsResource(
            Upload upload,
            ProductSink sink,
            PromptAnswers prompt,
            RequestMeters meters,
            CatalogConfig config,
            InstantSource clock,
            Executor answers) {
        this.upload = upload;
        this.sink = sink;
        this.prompt = prompt;
        this.meters = meters;
        this.bodies = new RequestBody(Math.toIntExact(config.maxRequestSize().bytes()));
        this.reader = new ProductsBody(config.maxProducts());
        this.clock = clock;
        this.answers = answers;
    }

    @Override
    public void addTo(Routes routes) {
        routes.route(HandlerType.PUT, PATH, Role.OPERATE, this::put);
        routes.route(HandlerType.DELETE, PATH + "/{id}", Role.OPERATE, this::delete);
    }

    private void put(Context context) {
        answer(context, () -> admitted(context)
                .thenAcceptAsync(done -> write(context, done.status(), done.answer()), answers));
    }

    private CompletableFuture<Upload.Done> admitted(Context context) {
        if (!uploads.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new SinkUnavailableException(MAX_UPLOADS + " requests with products are being stored"));
        }
        CompletableFuture<Upload.Done> done;
        try {
            done = accepted(context);
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        return done.whenComplete((answer, error) -> uploads.release());
    }

    private CompletableFuture<Upload.Done> accepted(Context context) {
        try {
            var request = ProductsRequest.of(context);
            var body = bodies.read(context.req().getInputStream(), context.header("Content-Encoding"));
            var entries = reader.read(body);
            if (request.complete() && entries.stream().anyMatch(ProductEntry.Unreadable.class::isInstance)) {
                throw new BadCatalogRequestException(
                        400,
                        "INCOMPLETE_FEED",
                        "not every product can be read: a feed that may be cut off does not complete a catalogue");
            }
            var receipt = new Receipt(request.source(), clock.instant(), TraceHeaders.of(context::header));
            return upload.take(request, entries, receipt);
        } catch (BadCatalogRequestException e) {
            return refused(e.status(), e.reason(), e.detail());
        } catch (RefusedRequestException e) {
            return refused(e.reason().status(), e.reason().name(), e.detail());
        } catch (IOException e) {
            return refused(400, "INCOMPLETE_BODY", "the body ended early");
        }
    }

    private static CompletableFuture<Upload.Done> refused(int status, String reason, String detail) {
        return CompletableFuture.completedFuture(new Upload.Done(status, ProductsAnswer.failed(reason, detail)));
    }

    private void delete(Context context) {
        var id = ProductReader.id(Map.of("id", context.pathParam("id")));
        if (id.isEmpty()) {
            write(context, 400, ProductsAnswer.failed("INVALID_PARAMETER", "id must be the id of a product"));
            return;
        }
        var removal = List.of(new ProductChange.Removal(id.get()));
        var headers = TraceHeaders.of(context::header);
        answer(context, () -> prompt.of(() -> sink.store(removal, headers), () -> {})
                .thenRunAsync(() -> write(context, 200, ProductsAnswer.removedOne()), answers));
    }

    private void answer(Context context, Supplier<CompletableFuture<Void>> work) {
        var timed = meters.start();
        context.future(() -> work.get()
                .exceptionallyAsync(error -> unavailable(context, error), answers)
                .thenRun(() -> meters.stop(timed, LABEL, context.statusCode())));
    }

    private static @Nullable Void unavailable(Context context, Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof SinkUnavailableException
                || cause instanceof KafkaException
                || cause instanceof TimeoutException)) {
            throw new CompletionException(cause);
        }
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        var why = cause instanceof TimeoutException ? "Kafka did not answer in time" : cause.getMessage();
        write(context, 503, ProductsAnswer.failed("UNAVAILABLE", why + "; send the request again"));
        return null;
    }

    private static void write(Context context, int status, ProductsAnswer answer) {
        try {
            context.status(status).contentType("application/json").result(JSON.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers can be written", e);
        }
    }
}
