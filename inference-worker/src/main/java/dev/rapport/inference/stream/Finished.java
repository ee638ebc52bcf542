package dev.rapport.inference.stream;

import dev.rapport.schemas.Reply;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as it goes into a transaction.
 *
 * @param outcome what it was made of
 * @param output  a reply or a dead letter
 * @param reply   the reply in {@code output}, null for a dead letter
 * @param stage   where a dead letter was found out, null for a reply
 */
record Finished(
        Outcome outcome,
        ProducerRecord<byte[], byte[]> output,
        @Nullable Reply reply,
        Outcome.@Nullable Stage stage) {}
