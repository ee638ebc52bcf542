package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Prompt;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A prompt from when it is taken in until its reply is visible.
 *
 * @param ticket its place in the ledger
 * @param record as it came
 * @param prompt as it was read
 * @param starts how often it was started before, by workers that did not live to see the end of it
 */
record Asked(Ticket ticket, ConsumerRecord<byte[], byte[]> record, Prompt prompt, int starts) {
    int partition() {
        return ticket.partition();
    }
}
