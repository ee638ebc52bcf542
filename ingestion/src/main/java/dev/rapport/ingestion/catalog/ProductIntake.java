package dev.rapport.ingestion.catalog;

import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.runtime.catalog.InvalidProductException;
import dev.rapport.runtime.catalog.ProductOrigin;
import dev.rapport.runtime.catalog.ProductReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Checks descriptions of products, one by one, and stores those that keep the rules. Thread-safe. */
public final class ProductIntake {
    private final ProductSink sink;

    public ProductIntake(ProductSink sink) {
        this.sink = sink;
    }

    /**
     * Takes products in.
     *
     * @return those that break a rule, in the order sent, once all others are stored; fails as {@link ProductSink#store}
     */
    public CompletableFuture<List<RefusedProduct>> take(List<? extends ProductEntry> entries, Receipt receipt) {
        var origin = new ProductOrigin(receipt.sourceId(), receipt.receivedAt());
        var changes = new ArrayList<ProductChange>();
        var refused = new ArrayList<RefusedProduct>();
        for (var index = 0; index < entries.size(); index++) {
            var entry = entries.get(index);
            if (entry instanceof ProductEntry.Described described) {
                read(index, described.fields(), origin, changes, refused);
            } else if (entry instanceof ProductEntry.Unreadable unreadable) {
                refused.add(new RefusedProduct(index, null, "", unreadable.rule()));
            }
        }
        return sink.store(changes, receipt.headers()).thenApply(stored -> List.copyOf(refused));
    }

    private static void read(
            int index,
            Map<String, Object> fields,
            ProductOrigin origin,
            List<ProductChange> changes,
            List<RefusedProduct> refused) {
        try {
            changes.add(new ProductChange.Upsert(ProductReader.read(fields, origin)));
        } catch (InvalidProductException e) {
            refused.add(new RefusedProduct(index, ProductReader.id(fields).orElse(null), e.field(), e.rule()));
        }
    }
}
