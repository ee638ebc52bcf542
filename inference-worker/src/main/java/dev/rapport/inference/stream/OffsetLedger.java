package dev.rapport.inference.stream;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Says which offsets a transaction commits for what it publishes. The seam for replies that finish out of order: such a
 * ledger remembers what was delivered, commits the lowest unfinished offset and keeps the finished ones above it in the
 * metadata.
 */
@FunctionalInterface
interface OffsetLedger {
    /** Whole batches in order: the offset after the last finished record of every partition. */
    OffsetLedger IN_ORDER = finished -> {
        var offsets = new java.util.HashMap<TopicPartition, OffsetAndMetadata>();
        finished.forEach(done -> offsets.merge(
                done.partition(),
                new OffsetAndMetadata(done.offset() + 1),
                (one, other) -> one.offset() > other.offset() ? one : other));
        return offsets;
    };

    /** @param finished everything that the transaction publishes, at least one record of each partition it commits */
    Map<TopicPartition, OffsetAndMetadata> commits(List<Finished> finished);
}
