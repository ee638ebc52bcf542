package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was taken in and is not yet published, and whether more may be. Not thread-safe. */
final class InFlight {
    private final int most;
    private final long mostBytes;
    private final Map<Ticket, Long> sizes = new HashMap<>();
    private long bytes;

    /**
     * @param most      records, at least 1
     * @param mostBytes bytes of records; one record may go over it
     */
    InFlight(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    boolean hasRoom() {
        return sizes.size() < most && bytes < mostBytes;
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
