package dev.rapport.ingestion.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where changes of the catalogue are stored. */
public interface ProductSink {
    /**
     * Stores changes, those of one product in their order.
     *
     * @param headers what goes on in the headers of every record
     * @return completes once all of them are stored for good; fails with {@link
     *     dev.rapport.ingestion.capture.SinkUnavailableException} when one could not be, after which all of them must be
     *     sent again. Must not be blocked on: it completes on a thread of the sink
     */
    CompletableFuture<Void> store(List<? extends ProductChange> changes, Map<String, String> headers);
}
