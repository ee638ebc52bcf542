package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Reply;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The one outcome of a record of the prompts topic. */
sealed interface Outcome {
    Ticket ticket();

    /** The record of the prompts topic. */
    ConsumerRecord<byte[], byte[]> record();

    /**
     * A reply was composed.
     *
     * @param finishedNanos when, by {@link System#nanoTime}
     */
    record Answered(PromptTask task, Reply reply, long finishedNanos) implements Outcome {
        @Override
        public Ticket ticket() {
            return task.ticket();
        }

        @Override
        public ConsumerRecord<byte[], byte[]> record() {
            return task.record();
        }

        Answered with(Reply other) {
            return new Answered(task, other, finishedNanos);
        }
    }

    /** It becomes a dead letter. */
    record DeadLettered(Ticket ticket, ConsumerRecord<byte[], byte[]> record, Exception error, Stage stage)
            implements Outcome {}

    /** Where a record turned out to be a dead letter; a tag of the meter. */
    enum Stage {
        DESERIALIZATION,
        GENERATION,
        SERIALIZATION
    }
}
