package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.WaitingHeader;
import dev.rapport.enrichment.state.WaitingRecord;
import dev.rapport.schemas.CustomerTransfer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The records that wait for fragments of their customers, with their headers, numbered by customer. */
final class WaitingRecords {
    private final KeyValueStore<String, WaitingRecord> store;
    /** When each was received, by key. */
    private final Map<String, Long> receipts = new HashMap<>();

    WaitingRecords(KeyValueStore<String, WaitingRecord> store) {
        this.store = store;
        try (var all = store.all()) {
            while (all.hasNext()) {
                var one = all.next();
                receipts.put(one.key, one.value.getReceivedAt());
            }
        }
    }

    /** How many there are in this partition. */
    int count() {
        return receipts.size();
    }

    /** When the earliest of them was received, in milliseconds since the epoch; the largest number where none waits. */
    long earliest() {
        return receipts.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** The customers of whom records wait. */
    Set<String> customers() {
        var customers = new LinkedHashSet<String>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                var key = all.next().key;
                customers.add(key.substring(0, key.lastIndexOf('/')));
            }
        }
        return customers;
    }

    void put(long number, Record<String, SpecificRecord> record, CustomerTransfer transfer) {
        var headers = new ArrayList<WaitingHeader>();
        for (var header : record.headers()) {
            headers.add(
                    new WaitingHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        var key = key(record.key(), number);
        var receivedAt = receivedAt(record.value());
        store.put(key, new WaitingRecord(record.timestamp(), headers, receivedAt, transfer));
        receipts.put(key, receivedAt);
    }

    /** The record of a number, as it was put. */
    Record<String, CustomerTransfer> get(String customerId, long number) {
        var waiting = Objects.requireNonNull(store.get(key(customerId, number)));
        var headers = new RecordHeaders();
        for (var header : waiting.getHeaders()) {
            headers.add(
                    header.getKey(),
                    header.getValue() == null ? null : header.getValue().array());
        }
        return new Record<>(customerId, waiting.getTransfer(), waiting.getTimestamp(), headers);
    }

    void delete(String customerId, long number) {
        store.delete(key(customerId, number));
        receipts.remove(key(customerId, number));
    }

    private static long receivedAt(SpecificRecord value) {
        if (value instanceof ReadEvent event) {
            return event.getReceivedAt();
        }
        return value instanceof Move move ? move.getReceivedAt() : Long.MAX_VALUE;
    }

    private static String key(String customerId, long number) {
        return customerId + "/" + number;
    }
}
