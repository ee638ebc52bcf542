package dev.rapport.ingestion.catalog.http;

import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.sink.PromptAnswers;
import dev.rapport.ingestion.catalog.FeedEnd;
import dev.rapport.ingestion.catalog.Feeds;
import dev.rapport.ingestion.catalog.LogPosition;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.RefusedProduct;
import dev.rapport.ingestion.catalog.sink.CatalogMeters;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is done with the products of a request: they are stored, and where it completes a feed, others are removed. */
public final class Upload {
    /** For reading the catalogue's topic, which has a record for each product. */
    private static final long READ_SECONDS = 20;

    private final ProductIntake intake;
    private final Feeds feeds;
    private final CatalogMeters meters;
    private final PromptAnswers prompt;
    private final Executor reading;

    /**
     * @param prompt  gives up what Kafka does not answer; a step that was given up is not followed by the next, which would
     *     come after what was sent again
     * @param reading runs what reads the topic, one at a time
     */
    public Upload(ProductIntake intake, Feeds feeds, CatalogMeters meters, PromptAnswers prompt, Executor reading) {
        this.intake = intake;
        this.feeds = feeds;
        this.meters = meters;
        this.prompt = prompt;
        this.reading = reading;
    }

    record Done(int status, ProductsAnswer answer) {}

    CompletableFuture<Done> take(ProductsRequest request, List<ProductEntry> entries, Receipt receipt) {
        return begin(request, entries.size())
                .thenCompose(begin -> stored(entries, receipt).thenCompose(refused -> {
                    meters.refused(refused.size());
                    var kept = kept(entries);
                    var accepted = entries.size() - refused.size() - kept.size();
                    var stored = ProductsAnswer.of(accepted > 0 || refused.isEmpty(), accepted, refused);
                    var answer = request.begins() && begin.isPresent()
                            ? stored.began(begin.get().text())
                            : stored;
                    if (!request.complete() || begin.isEmpty()) {
                        return CompletableFuture.completedFuture(new Done(answer.success() ? 200 : 400, answer));
                    }
                    refused.stream()
                            .map(RefusedProduct::productId)
                            .filter(Objects::nonNull)
                            .forEach(kept::add);
                    return complete(request, begin.get(), receipt, kept).thenApply(end -> done(answer, end, receipt));
                }));
    }

    private CompletableFuture<Optional<LogPosition>> begin(ProductsRequest request, int products) {
        return request.needsPosition()
                ? prompt.of(() -> read(() -> Optional.of(feeds.begin())), () -> meters.failed(products))
                : CompletableFuture.completedFuture(request.feed());
    }

    private CompletableFuture<List<RefusedProduct>> stored(List<ProductEntry> entries, Receipt receipt) {
        return prompt.of(() -> intake.take(entries, receipt), () -> meters.failed(entries.size()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The future in the future is composed with it.
    private CompletableFuture<FeedEnd> complete(
            ProductsRequest request, LogPosition begin, Receipt receipt, Set<String> kept) {
        return prompt.of(
                () -> read(() -> feeds.end(begin, receipt, kept, request.force()))
                        .thenCompose(end -> end),
                () -> {});
    }

    private <T> CompletableFuture<T> read(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, reading).orTimeout(READ_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new SinkUnavailableException("too many feeds are waiting to be completed", e));
        }
    }

    private static Set<String> kept(List<ProductEntry> entries) {
        var kept = new HashSet<String>();
        for (var entry : entries) {
            if (entry instanceof ProductEntry.Kept product) {
                kept.add(product.productId());
            }
        }
        return kept;
    }

    private static Done done(ProductsAnswer answer, FeedEnd end, Receipt receipt) {
        if (end instanceof FeedEnd.TooMany tooMany) {
            return new Done(
                    409,
                    answer.notCompleted("the feed does not have " + tooMany.missing() + " of the " + tooMany.all()
                            + " products of source " + receipt.sourceId()
                            + ": if it is not cut off, send it again with force=true"));
        }
        return new Done(
                200, answer.completed(((FeedEnd.Remove) end).productIds().size()));
    }
}
