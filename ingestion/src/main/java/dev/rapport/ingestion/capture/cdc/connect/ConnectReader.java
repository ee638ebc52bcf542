package dev.rapport.ingestion.capture.cdc.connect;

import org.jspecify.annotations.Nullable;

/** Reads what a converter of Kafka Connect wrote: bytes become texts, {@code Boolean}s, {@code BigDecimal}s, lists and maps. */
interface ConnectReader {
    /**
     * A key or value.
     *
     * @throws UnreadableBytesException when the bytes are not in the converter's format
     * @throws dev.rapport.runtime.registry.SchemaRegistryException when the registry cannot be reached
     */
    @Nullable Object read(String topic, byte[] bytes) throws UnreadableBytesException;
}
