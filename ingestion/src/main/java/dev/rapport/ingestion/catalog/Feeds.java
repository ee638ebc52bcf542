package dev.rapport.ingestion.catalog;

import dev.rapport.ingestion.capture.Receipt;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Feeds that are the whole catalogue of their source. Thread-safe; every method reads the log, which takes its time. */
public final class Feeds {
    private final CatalogLog log;
    private final ProductSink sink;
    private final double maxRemovedShare;

    /** @param maxRemovedShare of a source's products that one feed may remove unless it is forced, from 0 to 1 */
    public Feeds(CatalogLog log, ProductSink sink, double maxRemovedShare) {
        this.log = log;
        this.sink = sink;
        this.maxRemovedShare = maxRemovedShare;
    }

    /** Where a feed begins: call it before its first product is stored. */
    public LogPosition begin() {
        return log.end();
    }

    /**
     * Ends a feed whose products are all stored: what its source has beside them is removed.
     *
     * @param receipt of its last request
     * @param spared  ids that the feed has, though nothing was stored for them
     * @param force   whether more than the share may be removed
     * @return what was removed, once that is stored; or that it would be too much. Fails as {@link ProductSink#store}
     */
    public CompletableFuture<FeedEnd> end(LogPosition begin, Receipt receipt, Set<String> spared, boolean force) {
        var products = log.productsOf(receipt.sourceId());
        var end = FeedEnd.of(products, begin, spared, force ? 1 : maxRemovedShare);
        if (!(end instanceof FeedEnd.Remove remove)) {
            return CompletableFuture.completedFuture(end);
        }
        Stream<ProductChange> removals = remove.productIds().stream().map(ProductChange.Removal::new);
        List<ProductChange> changes = removals.toList();
        return sink.store(changes, receipt.headers()).thenApply(stored -> end);
    }
}
