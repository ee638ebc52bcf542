package dev.rapport.scoring.view;

import dev.rapport.runtime.serde.AvroSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a read model is made with.
 *
 * @param serdes      read the topics
 * @param meters      where Prometheus finds totals
 * @param subscribers get what changes once all old records are read; called by the thread that reads
 * @param complete    true once all old records are read: before, reads fail
 * @param hash        of an identifier, as enrichment mints customers with it
 */
public record ViewContext(
        AvroSerdes serdes,
        MeterRegistry meters,
        Consumer<StreamEvent> subscribers,
        BooleanSupplier complete,
        UnaryOperator<String> hash) {

    void publish(StreamEvent event) {
        if (complete.getAsBoolean()) {
            subscribers.accept(event);
        }
    }
}
