package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Prompt;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A prompt from when it is taken in until its outcome is visible.
 *
 * @param ticket   its place in the ledger
 * @param record   as it was fetched
 * @param prompt   as it was read
 * @param attempts earlier attempts, by workers that ended or were lost before it had an outcome
 */
record PromptTask(Ticket ticket, ConsumerRecord<byte[], byte[]> record, Prompt prompt, int attempts) {
    int partition() {
        return ticket.partition();
    }

    /** Whether it was in progress when a worker ended. */
    boolean isSuspect() {
        return attempts > 0;
    }
}
