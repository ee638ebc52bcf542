package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductEntry;
import java.util.List;

/**
 * What the change of a row says to the pipeline; all empty where no rule of the mapping wants it.
 *
 * @param events   for capture, rejections and requests to forget a customer among them
 * @param products described anew
 * @param removals of products
 */
record ChangeContent(List<RawEvent> events, List<ProductEntry> products, List<ProductChange> removals) {
    static final ChangeContent NONE = of(List.of());

    ChangeContent {
        events = List.copyOf(events);
        products = List.copyOf(products);
        removals = List.copyOf(removals);
    }

    static ChangeContent of(List<RawEvent> events) {
        return new ChangeContent(events, List.of(), List.of());
    }

    boolean isEmpty() {
        return events.isEmpty() && products.isEmpty() && removals.isEmpty();
    }
}
