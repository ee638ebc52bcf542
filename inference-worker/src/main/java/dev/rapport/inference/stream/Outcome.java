package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of a record of the prompts topic, not yet published. */
sealed interface Outcome {
    Ticket ticket();

    ConsumerRecord<byte[], byte[]> record();

    /**
     * A reply was composed.
     *
     * @param finishedNanos when, by {@link System#nanoTime}
     */
    record Answered(
            Ticket ticket, ConsumerRecord<byte[], byte[]> record, Prompt prompt, Reply reply, long finishedNanos)
            implements Outcome {}

    /**
     * It becomes a dead letter.
     *
     * @param stage where that was found out, for the meter
     */
    record PutAside(Ticket ticket, ConsumerRecord<byte[], byte[]> record, Exception error, Stage stage)
            implements Outcome {}

    /** Where a record turned out to be a dead letter. */
    enum Stage {
        DESERIALIZATION,
        GENERATION,
        SERIALIZATION
    }
}
