package dev.rapport.enrichment.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long records wait for fragments that do not arrive, by the wall clock of this instance. Nothing depends on it while
 * partitions are processed: a move through Kafka takes less than a second.
 */
final class WaitingLimit {
    static final Duration INTERVAL = Duration.ofSeconds(30);
    static final Duration MAX = Duration.ofMinutes(10);

    private final CustomerTransfers transfers;
    private final WaitingRecords waiting;
    private final Map<String, Long> since = new HashMap<>();

    WaitingLimit(CustomerTransfers transfers, WaitingRecords waiting) {
        this.transfers = transfers;
        this.waiting = waiting;
    }

    /** @param now in milliseconds since the epoch */
    void check(long now) {
        if (waiting.count() == 0) {
            since.clear();
            return;
        }
        var customers = waiting.customers();
        since.keySet().retainAll(customers);
        for (var customerId : customers) {
            if (now - since.computeIfAbsent(customerId, unused -> now) >= MAX.toMillis()) {
                since.remove(customerId);
                transfers.giveUp(customerId);
            }
        }
    }
}
