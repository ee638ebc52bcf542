package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was taken in and is not yet published, and whether more may be. Not thread-safe. */
final class InFlight {
    private final int maxRecords;
    private final long maxBytes;
    private final Map<Ticket, Long> sizes = new HashMap<>();
    private long bytes;

    /**
     * @param maxRecords at least 1
     * @param maxBytes   one record may exceed it
     */
    InFlight(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    boolean hasRoom() {
        return sizes.size() < maxRecords && bytes < maxBytes;
    }

    int size() {
        return sizes.size();
    }

    void add(Ticket ticket, ConsumerRecord<byte[], byte[]> record) {
        var size = (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        sizes.put(ticket, size);
        bytes += size;
    }

    void remove(Ticket ticket) {
        var size = sizes.remove(ticket);
        if (size != null) {
            bytes -= size;
        }
    }

    void removePartitions(Set<Integer> partitions) {
        sizes.keySet().stream()
                .filter(ticket -> partitions.contains(ticket.partition()))
                .toList()
                .forEach(this::remove);
    }
}
